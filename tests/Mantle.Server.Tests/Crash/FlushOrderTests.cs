using System.Diagnostics;
using System.Globalization;
using Mantle.Server.Tests.Support;
using Mantle.SigV4;
using Mantle.Tests.Shared;

namespace Mantle.Server.Tests.Crash;

/// <summary>
/// That an answer follows its flush cannot be seen by killing the process, because the operating system keeps what was written.
/// A trace of the server's system calls shows it.
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
            ArgumentList = { "-f", "-qq", "-s", "48", "-e", "trace=recvfrom,recvmsg,read,sendto,sendmsg,write,fsync,fdatasync", "-o", trace, Path.Combine(Repository.Root, "mantle") },
        };
        var data = Path.Combine(folder, "data");
        using (var server = await MantleProcess.StartAsync(start, ["serve", "--data", data, "--listen", "127.0.0.1:0"]))
        {
            var credentials = await MantleProcess.CredentialsAsync(data);
            var root = new TestClient(server.Endpoint, TimeProvider.System, credentials.AccountId, new Credentials(credentials.AccessKeyId, credentials.SecretAccessKey));
            var user = await root.NewUserAsync("dev");
            var role = (await root.Iam("CreateRole", ("RoleName", "r"), ("AssumeRolePolicyDocument", Documents.Trust($"arn:aws:iam::{root.AccountId}:user/dev")))).Text("Arn");
            for (var i = 0; i < 10; i++)
            {
                await root.Iam("CreateUser", ("UserName", string.Create(CultureInfo.InvariantCulture, $"u{i}")));
                await user.AssumeAsync(role);
            }
        }
        var (answers, unflushed) = Read(trace);
        Assert.True(answers >= 2 * 10, $"Only {answers} answers were seen in the trace.");
        Assert.Equal(0, unflushed);
    }

    /// <summary>Counts answers to POST requests, and those sent without a completed flush since their request.</summary>
    static (int Answers, int Unflushed) Read(string trace)
    {
        var (answers, unflushed, flushed) = (0, 0, false);
        foreach (var line in File.ReadLines(trace))
            if (line.Contains("\"POST / HTTP/1.1", StringComparison.Ordinal))
                flushed = false;
            else if ((line.Contains("fsync", StringComparison.Ordinal) || line.Contains("fdatasync", StringComparison.Ordinal)) && line.EndsWith("= 0", StringComparison.Ordinal))
                flushed = true;
            else if (line.Contains("\"HTTP/1.1 200 OK", StringComparison.Ordinal))
            {
                answers++;
                unflushed += flushed ? 0 : 1;
            }
        return (answers, unflushed);
    }
}
