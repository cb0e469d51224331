using Bruno.Gpu.Errors;
using Bruno.Gpu.Recordings;

namespace Bruno.Gpu.Tests.Recordings;

public sealed class RecordingSplitsTests
{
    [Fact]
    public void EachClassHasItsShares()
    {
        Recording[] recordings = [.. Of(20, 0), .. Of(40, 1), .. Of(10, 2)];
        RecordingSplits splits = RecordingSplits.Of(recordings, [0.6, 0.2, 0.2], 5);
        Assert.Equal([(12, 24, 6), (4, 8, 2), (4, 8, 2)], Enum.GetValues<Split>().Select(split => (Count(splits, split, 0), Count(splits, split, 1), Count(splits, split, 2))));
        Assert.Equal(70, splits.Parts.Values.SelectMany(part => part).Select(recording => recording.Origin).Distinct().Count());
        // Shares count relative to their sum.
        Assert.Equal(Names(splits), Names(RecordingSplits.Of(recordings, [3, 1, 1], 5)));
    }

    [Fact]
    public void TheSeedDecides()
    {
        Recording[] recordings = [.. Of(30, 0), .. Of(30, 1)];
        string first = Names(RecordingSplits.Of(recordings, null, 1));
        Assert.Equal(first, Names(RecordingSplits.Of(recordings, null, 1)));
        Assert.NotEqual(first, Names(RecordingSplits.Of(recordings, null, 2)));
    }

    /// <summary>Each of a few gets a part of its own.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void FewOfAClass_AreInEveryPart(int count)
    {
        RecordingSplits splits = RecordingSplits.Of([.. Of(count, 0), .. Of(50, 1)], null, 0);
        Assert.All(Enum.GetValues<Split>(), split => Assert.InRange(Count(splits, split, 0), 1, count - 2));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(17)]
    public void GroupsAreNeverTorn(int groups)
    {
        Random random = new(groups);
        Recording[] recordings = [.. Enumerable.Range(0, 300).Select(i => One(i, i % 2) with { Group = $"g{(i < groups ? i : random.Next(groups))}" })];
        for (ulong seed = 0; seed < 20; ++seed)
        {
            RecordingSplits splits = RecordingSplits.Of(recordings, [0.6, 0.2, 0.2], seed);
            Assert.All(splits.Parts.Values, part => Assert.NotEmpty(part));
            string[] seen = [.. splits.Parts.Values.SelectMany(part => part.Select(recording => recording.Group!).Distinct())];
            Assert.Equal(groups, seen.Length);
            Assert.Equal(groups, seen.Distinct().Count());
        }
    }

    [Fact]
    public void TooFewGroups_AreNamed()
    {
        Recording[] recordings = [.. Enumerable.Range(0, 30).Select(i => One(i, i % 2) with { Group = i < 15 ? "ann" : "bob" })];
        Assert.Contains("only 2 groups (ann, bob)", Assert.Throws<DataException>(() => RecordingSplits.Of(recordings, null, 0)).Message);
    }

    [Fact]
    public void WhatTheDataGive_IsKept()
    {
        Split[] given = [.. Enumerable.Range(0, 60).Select(i => (Split)(i * 7 % 3))];
        Recording[] recordings = [.. given.Select((split, i) => One(i, i % 2) with { Split = split })];
        RecordingSplits splits = RecordingSplits.Of(recordings, null, 9);
        foreach (Split split in Enum.GetValues<Split>())
            Assert.Equal(recordings.Where(recording => recording.Split == split), splits.Parts[split]);
        // Shares that are asked for go over them.
        Assert.Equal(36, RecordingSplits.Of(recordings, [0.6, 0.2, 0.2], 9).Parts[Split.Train].Count);
    }

    /// <summary>A published part for testing stays as it is; what is missing comes out of training: 0.15 of 0.85 of 20 are 4 of each class.</summary>
    [Fact]
    public void MissingParts_ComeFromTraining()
    {
        Recording[] recordings = [.. Enumerable.Range(0, 60).Select(i => One(i, i % 2) with { Split = i < 40 ? Split.Train : Split.Test })];
        RecordingSplits splits = RecordingSplits.Of(recordings, null, 3);
        Assert.Equal(recordings[40..], splits.Parts[Split.Test]);
        Assert.Equal((4, 4), (Count(splits, Split.Validation, 0), Count(splits, Split.Validation, 1)));
        Assert.Equal(32, splits.Parts[Split.Train].Count);
        Assert.Contains("validation taken from train", Assert.Single(splits.Remarks));
    }

    [Fact]
    public void OneWithoutAPart_IsNamed()
    {
        Recording[] recordings = [One(0, 0) with { Split = Split.Train }, One(1, 1)];
        Assert.StartsWith("recording 1: the data say of others", Assert.Throws<DataException>(() => RecordingSplits.Of(recordings, null, 0)).Message);
    }

    private static Recording One(int number, int label) => new() { Values = [number], Steps = 1, Label = label, Origin = $"recording {number}" };

    private static IEnumerable<Recording> Of(int count, int label) => Enumerable.Range(0, count).Select(i => One(1000 * label + i, label));

    private static int Count(RecordingSplits splits, Split split, int label) => splits.Parts[split].Count(recording => recording.Label == label);

    private static string Names(RecordingSplits splits) => string.Join(';', splits.Parts.Values.Select(part => string.Join(',', part.Select(recording => recording.Origin))));
}
