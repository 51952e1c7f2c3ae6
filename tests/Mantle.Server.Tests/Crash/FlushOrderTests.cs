using System.Diagnostics;
using System.Globalization;
using Mantle.Server.Tests.Support;
using Mantle.SigV4;
using Mantle.Tests.Shared;

namespace Mantle.Server.Tests.Crash;

/// <summary>
/// Killing the process cannot show that an answer follows its flush, because the operating system keeps what was written. A trace of the
/// server's system calls shows it.
/// </summary>
[Trait("speed", "slow")]
public sealed class FlushOrderTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("mantle-flush-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_answer_to_a_write_and_issued_credentials_leave_after_their_flush()
    {
        Assert.SkipUnless(Shell.Has("strace"), "strace is not installed");
        var trace = Path.Combine(folder, "trace");
        var start = new ProcessStartInfo("strace")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            ArgumentList =
            {
                "-f",
                "-y",
                "-qq",
                "-s",
                "4096",
                "-e",
                "trace=recvfrom,recvmsg,read,sendto,sendmsg,write,fsync,fdatasync",
                "-o",
                trace,
                Path.Combine(Repository.Root, "mantle"),
            },
        };
        var data = Path.Combine(folder, "data");
        using (var server = await MantleProcess.StartAsync(start, ["serve", "--data", data, "--listen", "127.0.0.1:0"]))
        {
            var credentials = await MantleProcess.CredentialsAsync(data);
            var root = new TestClient(
                server.Endpoint,
                TimeProvider.System,
                credentials.AccountId,
                new Credentials(credentials.AccessKeyId, credentials.SecretAccessKey)
            );
            var user = await root.NewUserAsync("dev");
            var role = (
                await root.Iam(
                    "CreateRole",
                    ("RoleName", "r"),
                    ("AssumeRolePolicyDocument", Documents.Trust($"arn:aws:iam::{root.AccountId}:user/dev"))
                )
            ).Text("Arn");
            for (var i = 0; i < 10; i++)
            {
                await root.Iam("CreateUser", ("UserName", string.Create(CultureInfo.InvariantCulture, $"u{i}")));
                await user.AssumeAsync(role);
            }
        }
        var (answers, unflushed) = FlushTrace.Count(File.ReadLines(trace));
        Assert.True(answers >= 2 * 10, $"Only {answers} answers were seen in the trace.");
        Assert.Equal(0, unflushed);
    }

    [Theory]
    [InlineData(
        0,
        "1 recvmsg(9<socket:[1]>, \"POST / HTTP/1.1\\r\\n\") = 9",
        "2 fdatasync(5</d/mantle.db-wal>) = 0",
        "1 sendmsg(9<socket:[1]>, \"HTTP/1.1 200 OK\\r\\n\") = 9"
    )]
    [InlineData(
        0,
        "1 recvmsg(9<socket:[1]>, \"POST / HTTP/1.1\") = 9",
        "2 fdatasync(5</d/mantle.db-wal> <unfinished ...>",
        "3 read(1<x>) = 1",
        "2 <... fdatasync resumed>) = 0",
        "1 sendmsg(9, \"HTTP/1.1 200 OK\") = 9"
    )]
    [InlineData(1, "1 recvmsg(9<socket:[1]>, \"POST / HTTP/1.1\") = 9", "1 sendmsg(9, \"HTTP/1.1 200 OK\") = 9")]
    [InlineData(
        1,
        "2 fdatasync(5</d/mantle.db-wal>) = 0",
        "1 recvmsg(9<socket:[1]>, \"POST / HTTP/1.1\") = 9",
        "1 sendmsg(9, \"HTTP/1.1 200 OK\") = 9"
    )]
    [InlineData(
        1,
        "1 recvmsg(9<socket:[1]>, \"POST / HTTP/1.1\") = 9",
        "2 fdatasync(5</d/trail.db-wal>) = 0",
        "1 sendmsg(9, \"HTTP/1.1 200 OK\") = 9"
    )]
    [InlineData(
        0,
        "1 recvmsg(9<socket:[1]>, \"POST / HTTP/1.1\") = 9",
        "1 recvmsg(9, \"Action=AssumeRole&Version\") = 9",
        "2 fdatasync(5</d/trail.db-wal>) = 0",
        "1 sendmsg(9, \"HTTP/1.1 200 OK\") = 9"
    )]
    [InlineData(
        1,
        "1 recvmsg(9<socket:[1]>, \"POST / HTTP/1.1\\r\\n\\r\\nAction=AssumeRole&Version\") = 9",
        "2 fdatasync(5</d/mantle.db-wal>) = 0",
        "1 sendmsg(9, \"HTTP/1.1 200 OK\") = 9"
    )]
    [InlineData(
        1,
        "1 recvmsg(9<socket:[1]>, \"POST / HTTP/1.1\") = 9",
        "2 fdatasync(5</d/mantle.db-wal> <unfinished ...>",
        "1 sendmsg(9, \"HTTP/1.1 200 OK\") = 9",
        "2 <... fdatasync resumed>) = 0"
    )]
    [InlineData(
        1,
        "1 recvmsg(9<socket:[1]>, \"POST / HTTP/1.1\") = 9",
        "2 fdatasync(5</d/mantle.db-wal>) = -1 EIO (Input/output error)",
        "1 sendmsg(9, \"HTTP/1.1 200 OK\") = 9"
    )]
    public void An_answer_without_its_flush_is_seen(int unflushed, params string[] lines) =>
        Assert.Equal((1, unflushed), FlushTrace.Count(lines));
}

/// <summary>Reads a trace of a server that gets one request at a time.</summary>
static class FlushTrace
{
    /// <summary>
    /// Counts answers to POST requests, and those sent without a completed flush since their request: of the trail for AssumeRole,
    /// of the accounts' database for the others.
    /// </summary>
    public static (int Answers, int Unflushed) Count(IEnumerable<string> lines)
    {
        const string Accounts = "/mantle.db",
            Trail = "/trail.db";
        var (answers, unflushed, flushed, file) = (0, 0, false, Accounts);
        var flushing = new HashSet<string>();
        foreach (var line in lines)
        {
            var thread = line[..line.IndexOf(' ', StringComparison.Ordinal)];
            if (line.Contains("\"POST / HTTP/1.1", StringComparison.Ordinal))
                (flushed, file) = (false, Accounts);
            // The body may come with the head or after it.
            if (line.Contains("Action=AssumeRole", StringComparison.Ordinal))
                (flushed, file) = (false, Trail);
            else if (line.Contains("sync(", StringComparison.Ordinal) && line.Contains(file, StringComparison.Ordinal))
            {
                if (line.EndsWith("<unfinished ...>", StringComparison.Ordinal))
                    flushing.Add(thread);
                else
                    flushed |= line.EndsWith("= 0", StringComparison.Ordinal);
            }
            else if (line.Contains("sync resumed>", StringComparison.Ordinal))
                flushed |= flushing.Remove(thread) && line.EndsWith("= 0", StringComparison.Ordinal);
            else if (line.Contains("\"HTTP/1.1 200 OK", StringComparison.Ordinal))
            {
                answers++;
                unflushed += flushed ? 0 : 1;
            }
        }
        return (answers, unflushed);
    }
}
