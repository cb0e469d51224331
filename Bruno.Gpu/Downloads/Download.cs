using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Bruno.Gpu.Errors;
using Bruno.Gpu.Reporting;
using Bruno.Gpu.Units;

namespace Bruno.Gpu.Downloads;

/// <summary>
/// Gets a file from the network: from the first of its addresses that gives it, tried several times each, going on where a
/// download broke off (<c>FILE.part</c>), and held to its checksum.
/// </summary>
/// <param name="client">What asks the servers.</param>
/// <param name="wait">How long to wait before the second attempt; twice as long before each further one.</param>
internal sealed class Download(HttpClient client, TimeSpan wait)
{
    private const int Attempts = 3;
    private const int BufferBytes = 1 << 17;
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(0.5);

    /// <summary>Gets a file.</summary>
    /// <param name="addresses">Where it is published.</param>
    /// <param name="path">Where it goes; its folder is made.</param>
    /// <param name="sha256">Its SHA-256 in hexadecimal digits, where it is known.</param>
    /// <param name="report">Told how far it is.</param>
    /// <param name="cancellation">Cancels; what has come is kept, and the next download goes on with it.</param>
    /// <returns>The SHA-256 of what came.</returns>
    /// <exception cref="DataException">No address gives it, or what came has another checksum.</exception>
    public async Task<string> GetAsync(
        IReadOnlyList<string> addresses, string path, string? sha256, Action<WorkProgress>? report, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        List<string> failures = [];
        foreach (string address in addresses)
        {
            for (int attempt = 0; attempt < Attempts; ++attempt)
            {
                bool goesOn = File.Exists(path + ".part");
                try
                {
                    await ReadAsync(address, path + ".part", report, cancellation).ConfigureAwait(false);
                    return Accept(address, path, sha256);
                }
                catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException or DataException && !cancellation.IsCancellationRequested)
                {
                    string failure = $"{address}: {Reason(exception)}";
                    if (!failures.Contains(failure))
                        failures.Add(failure);
                    // What a part of another version was completed to is wrong; anew it may be right.
                    if (!IsWorthAnother(exception) && !(goesOn && exception is DataException))
                        break;
                    if (attempt + 1 < Attempts)
                        await Task.Delay(wait * Math.Pow(2, attempt), cancellation).ConfigureAwait(false);
                }
            }
        }

        throw new DataException(
            $"'{Path.GetFileName(path)}' cannot be fetched:\n{string.Join('\n', failures.Select(failure => $"  {failure}"))}\n"
            + "Check the network, or get the file in another way and give it with --from FILE.");
    }

    private async Task ReadAsync(string address, string part, Action<WorkProgress>? report, CancellationToken cancellation)
    {
        long there = File.Exists(part) ? new FileInfo(part).Length : 0;
        using HttpRequestMessage request = new(HttpMethod.Get, address);
        if (there > 0)
            request.Headers.Range = new RangeHeaderValue(there, null);
        using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && there > 0)
        {
            // The part is no beginning of what is there now, or all of it: begin anew.
            File.Delete(part);
            throw new IOException("the part that was there does not fit; beginning anew");
        }

        response.EnsureSuccessStatusCode();
        bool goesOn = response.StatusCode == HttpStatusCode.PartialContent;
        long done = goesOn ? there : 0;
        long? whole = response.Content.Headers.ContentLength + done;
        await using FileStream file = new(part, goesOn ? FileMode.Append : FileMode.Create, FileAccess.Write);
        await using Stream content = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        byte[] buffer = new byte[BufferBytes];
        Stopwatch sinceReport = Stopwatch.StartNew();
        for (int count; (count = await ReadSomeAsync(content, buffer, cancellation).ConfigureAwait(false)) > 0;)
        {
            await file.WriteAsync(buffer.AsMemory(0, count), cancellation).ConfigureAwait(false);
            done += count;
            if (sinceReport.Elapsed < ReportInterval && done != whole)
                continue;
            sinceReport.Restart();
            report?.Invoke(new WorkProgress(
                $"{Path.GetFileNameWithoutExtension(part)}: {ByteSize.Format(done)}{(whole is long total ? $" of {ByteSize.Format(total)}" : "")}",
                whole is long all and > 0 ? Math.Min(1, (double)done / all) : 0));
        }

        if (whole is long expected && done != expected)
            throw new IOException($"it broke off after {done} of {expected} bytes");
    }

    /// <summary>The next bytes; a server that falls silent is given up like one that does not answer.</summary>
    private async Task<int> ReadSomeAsync(Stream content, byte[] buffer, CancellationToken cancellation)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(client.Timeout);
        return await content.ReadAsync(buffer, patience.Token).ConfigureAwait(false);
    }

    private static string Accept(string address, string path, string? sha256)
    {
        string part = path + ".part", found = Checksum(part);
        if (sha256 is not null && !string.Equals(found, sha256, StringComparison.OrdinalIgnoreCase))
        {
            File.Delete(part);
            throw new DataException($"what came from {address} has the SHA-256 {found}, but {sha256} is known");
        }

        File.Move(part, path, overwrite: true);
        return found;
    }

    /// <summary>The SHA-256 of a file in hexadecimal digits.</summary>
    public static string Checksum(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>An address that says no says it again; a connection that breaks may hold the next time.</summary>
    private static bool IsWorthAnother(Exception exception) =>
        exception is not DataException and not HttpRequestException { StatusCode: >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError };

    private static string Reason(Exception exception) => exception switch
    {
        HttpRequestException { StatusCode: HttpStatusCode code } => $"the server answers {(int)code} ({code})",
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "the name of the server is not found (no network?)",
        OperationCanceledException => "the server does not answer in time",
        _ => (exception.InnerException?.Message ?? exception.Message).TrimEnd('.'),
    };
}
