using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Bruno.Cli.Tests;

/// <summary>A Slurm of this machine alone: its key, controller and node, with a partition of two cores. Debian's packages slurm-wlm and munge.</summary>
public sealed class SlurmCluster : IDisposable
{
    private static readonly string[] Programs = ["/usr/sbin/munged", "/usr/sbin/slurmctld", "/usr/sbin/slurmd", "/usr/bin/sbatch"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder folder = new();
    private readonly List<Process> started = [];

    /// <summary>Starts it where it can be.</summary>
    public SlurmCluster()
    {
        if (Programs.FirstOrDefault(program => !File.Exists(program)) is string missing)
        {
            Missing = $"{missing} is not installed (Debian's packages slurm-wlm and munge)";
            return;
        }

        if (Environment.UserName != "root")
        {
            Missing = "only root can start Slurm";
            return;
        }

        string configuration = Configure();
        Environment.SetEnvironmentVariable("SLURM_CONF", configuration);
        Start("/usr/sbin/munged", "--foreground", "--force", $"--key-file={folder["key"]}", $"--socket={folder["socket"]}", $"--pid-file={folder["munged.pid"]}", $"--log-file={folder["munged.log"]}", $"--seed-file={folder["seed"]}");
        Stopwatch watch = Stopwatch.StartNew();
        while (!File.Exists(folder["socket"]) && watch.Elapsed < Patience)
            Thread.Sleep(50);
        Start("/usr/sbin/slurmctld", "-D", "-f", configuration);
        Start("/usr/sbin/slurmd", "-D", "-f", configuration);
        while (!Ask("sinfo", "--noheader", "--format=%t").StartsWith("idle", StringComparison.Ordinal))
        {
            if (watch.Elapsed > Patience)
            {
                Missing = $"Slurm does not come up on this machine: {Ask("sinfo").Trim()}";
                return;
            }

            Thread.Sleep(200);
        }
    }

    /// <summary>Why it is not there; null where it is.</summary>
    public string? Missing { get; }

    /// <summary>What a program of Slurm says.</summary>
    public static string Ask(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output + errors.Result;
    }

    public void Dispose()
    {
        foreach (Process process in Enumerable.Reverse(started))
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }

        folder.Dispose();
    }

    private string Configure()
    {
        // munge refuses keys and sockets that others could have written.
        byte[] key = new byte[1024];
        Random.Shared.NextBytes(key);
        File.WriteAllBytes(folder["key"], key);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder["key"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.CreateDirectory(folder["state"]);
        Directory.CreateDirectory(folder["spool"]);
        string host = Dns.GetHostName().Split('.')[0];
        return folder.Write("slurm.conf", string.Create(CultureInfo.InvariantCulture, $"""
            ClusterName=bruno
            SlurmctldHost={host}(127.0.0.1)
            AuthType=auth/munge
            AuthInfo=socket={folder["socket"]}
            SlurmUser=root
            SlurmctldPort={FreePort()}
            SlurmdPort={FreePort()}
            StateSaveLocation={folder["state"]}
            SlurmdSpoolDir={folder["spool"]}
            SlurmctldPidFile={folder["slurmctld.pid"]}
            SlurmdPidFile={folder["slurmd.pid"]}
            SlurmctldLogFile={folder["slurmctld.log"]}
            SlurmdLogFile={folder["slurmd.log"]}
            ProctrackType=proctrack/linuxproc
            TaskPlugin=task/none
            SelectType=select/cons_tres
            SelectTypeParameters=CR_CPU
            AccountingStorageType=accounting_storage/none
            JobAcctGatherType=jobacct_gather/none
            MpiDefault=none
            ReturnToService=2
            KillWait=2
            NodeName={host} NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
            PartitionName=test Nodes={host} Default=YES MaxTime=INFINITE State=UP

            """));
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Start(string program, params string[] arguments)
    {
        Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        started.Add(process);
    }
}
