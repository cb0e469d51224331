using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Bruno.Gpu.Tests.Downloads;

/// <summary>A server of this machine that answers a request as a test says, over plain sockets: it may break off.</summary>
internal sealed class FileServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Func<string, int?, Answer> answer;
    private int count;

    /// <param name="answer">From path and the first byte asked for to what is sent.</param>
    public FileServer(Func<string, int?, Answer> answer)
    {
        this.answer = answer;
        listener.Start();
        _ = Task.Run(ServeAsync);
    }

    /// <summary>What is sent.</summary>
    /// <param name="Status">The status, such as 200.</param>
    /// <param name="Content">The bytes that the answer promises.</param>
    /// <param name="Sent">How many of them come before the connection ends; all where it is not given.</param>
    public sealed record Answer(int Status, byte[] Content, int? Sent = null);

    /// <summary>The requests: path, and first byte asked for.</summary>
    public ConcurrentQueue<(string Path, int? From)> Requests { get; } = new();

    public int Count => count;

    public string this[string path] => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/{path}";

    public void Dispose() => listener.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await listener.AcceptTcpClientAsync();
                await AnswerAsync(client.GetStream());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException or IOException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        StringBuilder text = new();
        byte[] one = new byte[1];
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one) > 0)
            text.Append((char)one[0]);
        string[] lines = text.ToString().Split("\r\n");
        string path = lines[0].Split(' ')[1].TrimStart('/');
        string? range = lines.FirstOrDefault(line => line.StartsWith("Range: bytes=", StringComparison.OrdinalIgnoreCase));
        int? from = range is null ? null : int.Parse(range["Range: bytes=".Length..].TrimEnd('-'), System.Globalization.CultureInfo.InvariantCulture);
        Requests.Enqueue((path, from));
        Interlocked.Increment(ref count);
        Answer chosen = answer(path, from);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {chosen.Status} X\r\nContent-Length: {chosen.Content.Length}\r\nConnection: close\r\n\r\n"));
        await stream.WriteAsync(chosen.Content.AsMemory(0, chosen.Sent ?? chosen.Content.Length));
        await stream.FlushAsync();
    }
}
