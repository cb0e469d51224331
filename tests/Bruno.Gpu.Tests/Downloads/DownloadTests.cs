using System.Security.Cryptography;
using Bruno.Gpu.Downloads;
using Bruno.Gpu.Errors;

namespace Bruno.Gpu.Tests.Downloads;

/// <summary>Downloads against a server of this machine that breaks off, refuses, lies and falls silent.</summary>
public sealed class DownloadTests : IDisposable
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 7 + i / 256))];
    private static readonly string Checksum = Convert.ToHexStringLower(SHA256.HashData(Content));
    private readonly TemporaryFolder folder = new();
    private readonly HttpClient client = new() { Timeout = TimeSpan.FromSeconds(3) };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        client.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task AFile_WithProgress()
    {
        using FileServer server = new((_, _) => new(200, Content));
        List<double> shares = [];
        Assert.Equal(Checksum, await Get(server["a"], Checksum, progress: shares.Add));
        Assert.Equal(Content, File.ReadAllBytes(folder["sub/a"]));
        Assert.False(File.Exists(folder["sub/a.part"]));
        Assert.Equal(1, shares[^1]);
    }

    /// <summary>What came is kept, and the rest asked for from there.</summary>
    [Fact]
    public async Task AConnectionThatBreaks_IsTakenUpWhereItWas()
    {
        using FileServer server = new((_, from) => from is int first ? new(206, Content[first..]) : new(200, Content, Sent: 100_000));
        await Get(server["a"], Checksum);
        Assert.Equal(Content, File.ReadAllBytes(folder["sub/a"]));
        Assert.Equal([null, 100_000], server.Requests.Select(request => request.From));
    }

    /// <summary>A server that knows no ranges sends all of it again.</summary>
    [Fact]
    public async Task AServerWithoutRanges_BeginsAnew()
    {
        int answers = 0;
        using FileServer server = new((_, _) => new(200, Content, Sent: Interlocked.Increment(ref answers) == 1 ? 50_000 : null));
        await Get(server["a"], Checksum);
        Assert.Equal(Content, File.ReadAllBytes(folder["sub/a"]));
    }

    [Fact]
    public async Task APartOfAnotherVersion_IsForgotten()
    {
        using FileServer server = new((_, from) => from is int first ? new(206, Content[first..]) : new(200, Content));
        Directory.CreateDirectory(folder["sub"]);
        File.WriteAllBytes(folder["sub/a.part"], new byte[1000]);
        await Get(server["a"], Checksum);
        Assert.Equal(Content, File.ReadAllBytes(folder["sub/a"]));
        Assert.Equal([1000, null], server.Requests.Select(request => request.From));
    }

    [Fact]
    public async Task APartThatIsTooLong_BeginsAnew()
    {
        using FileServer server = new((_, from) => from is null ? new(200, Content) : new(416, []));
        Directory.CreateDirectory(folder["sub"]);
        File.WriteAllBytes(folder["sub/a.part"], new byte[400_000]);
        await Get(server["a"], Checksum);
        Assert.Equal(Content, File.ReadAllBytes(folder["sub/a"]));
    }

    [Fact]
    public async Task TheNextAddress_AfterOneThatSaysNo()
    {
        using FileServer server = new((path, _) => path == "gone" ? new(404, []) : new(200, Content));
        await new Download(client, TimeSpan.Zero).GetAsync([server["gone"], server["there"]], folder["sub/a"], Checksum, null, Stop);
        // No is no: it is not asked again.
        Assert.Equal(["gone", "there"], server.Requests.Select(request => request.Path));
    }

    [Fact]
    public async Task AServerInTrouble_IsAskedThreeTimes()
    {
        using FileServer server = new((_, _) => new(503, []));
        DataException fault = await Assert.ThrowsAsync<DataException>(() => Get(server["a"], Checksum));
        Assert.Equal(3, server.Count);
        Assert.Contains("the server answers 503", fault.Message);
        Assert.Contains("--from FILE", fault.Message);
    }

    [Fact]
    public async Task AnotherChecksum_IsRefused()
    {
        using FileServer server = new((_, _) => new(200, Content));
        DataException fault = await Assert.ThrowsAsync<DataException>(() => Get(server["a"], new string('0', 64)));
        Assert.Contains($"has the SHA-256 {Checksum}, but {new string('0', 64)} is known", fault.Message);
        Assert.Empty(Directory.EnumerateFiles(folder["sub"]));
        Assert.Equal(Checksum, await Get(server["a"], null));
    }

    [Fact]
    public async Task WithoutANetwork_ItIsSaid()
    {
        string address = $"http://127.0.0.1:{FreePort()}/a";
        DataException fault = await Assert.ThrowsAsync<DataException>(() => Get(address, Checksum));
        Assert.StartsWith("'a' cannot be fetched:", fault.Message);
        Assert.Contains(address, fault.Message);
        Assert.Contains("Check the network, or get the file in another way and give it with --from FILE.", fault.Message);
        fault = await Assert.ThrowsAsync<DataException>(() => Get("http://no-such-server.invalid/a", Checksum));
        Assert.Contains("no-such-server.invalid", fault.Message);
    }

    [Fact]
    public async Task WhoCancels_KeepsWhatCame()
    {
        using CancellationTokenSource cancelling = new();
        using FileServer server = new((_, _) =>
        {
            cancelling.CancelAfter(TimeSpan.FromSeconds(0.3));
            return new(200, Content, Sent: 0);
        });
        cancelling.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new Download(client, TimeSpan.Zero).GetAsync([server["a"]], folder["sub/a"], null, null, cancelling.Token));
        Assert.False(File.Exists(folder["sub/a"]));
    }

    private static int FreePort()
    {
        using System.Net.Sockets.TcpListener listener = new(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    private Task<string> Get(string address, string? checksum, Action<double>? progress = null) => new Download(client, TimeSpan.Zero).GetAsync(
        [address], folder["sub/a"], checksum, progress is null ? null : report => progress(report.Share), Stop);
}
