using Bruno.Gpu.Clusters;

namespace Bruno.Gpu.Tests.Clusters;

/// <summary>What Slurm and its tasks say of themselves, as version 22.05 writes it.</summary>
public sealed class SlurmTaskTests
{
    [Theory]
    [InlineData(
        "JobId=18 ArrayJobId=17 ArrayTaskId=0 JobName=bruno x JobState=RUNNING Reason=None Dependency=(null) Requeue=1 Restarts=2 RunTime=00:00:08 NodeList=n7 BatchHost=n7 Command=/a/JobState=FAILED",
        "18", "17_0", "RUNNING", 2, "n7", "None", true, false)]
    [InlineData(
        "JobId=17 ArrayJobId=17 ArrayTaskId=2-9%2 ArrayTaskThrottle=2 JobName=b JobState=PENDING Reason=JobArrayTaskLimit Restarts=0 RunTime=00:00:00 NodeList=(null)",
        "17", "17_[2-9%2]", "PENDING", 0, "", "JobArrayTaskLimit", false, true)]
    [InlineData("JobId=5 JobName=b JobState=TIMEOUT Reason=TimeLimit Restarts=0 RunTime=01:00:00 NodeList=n1", "5", "5", "TIMEOUT", 0, "n1", "TimeLimit", false, false)]
    public void ALineIsRead(string line, string id, string name, string state, int restarts, string nodes, string reason, bool isAtWork, bool isWaiting)
    {
        SlurmTask task = SlurmTask.FromLine(line)!;
        Assert.Equal((id, name, state, restarts, nodes, reason), (task.Id, task.Name, task.State, task.Restarts, task.Nodes, task.Reason));
        Assert.Equal((isAtWork, isWaiting), (task.IsAtWork, task.IsWaiting));
    }

    [Theory]
    [InlineData("")]
    [InlineData("slurm_load_jobs error: Unable to contact slurm controller")]
    public void WhatIsNoJobIsNone(string line) => Assert.Null(SlurmTask.FromLine(line));

    [Fact]
    public void AProcessKnowsItsTask()
    {
        Dictionary<string, string> environment = new() { ["SLURM_JOB_ID"] = "18", ["SLURM_ARRAY_JOB_ID"] = "17", ["SLURM_ARRAY_TASK_ID"] = "3", ["SLURM_RESTART_COUNT"] = "1" };
        Assert.Equal(new SlurmJob("18", "17_3", 1), SlurmJob.FromEnvironment(environment.GetValueOrDefault));
        Assert.Equal(new SlurmJob("9", "9", 0), SlurmJob.FromEnvironment(name => name == "SLURM_JOB_ID" ? "9" : null));
        Assert.Null(SlurmJob.FromEnvironment(_ => null));
    }
}
