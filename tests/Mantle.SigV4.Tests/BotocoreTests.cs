using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Mantle.SigV4.Tests;

/// <summary>What the AWS CLI's own signer signs is accepted. Skipped, and said so, where python3 has no botocore.</summary>
public class BotocoreTests
{
    static readonly DateTimeOffset Time = new(2026, 9, 30, 8, 15, 42, TimeSpan.Zero);
    static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    sealed record Case(
        string Form,
        string Service,
        string Method,
        string Url,
        Dictionary<string, string> Headers,
        string Body,
        string? Token
    );

    sealed record Signed(string Url, string[][] Headers);

    static Case[] Cases()
    {
        string[] targets =
        [
            "/",
            "/?Action=GetCallerIdentity&Version=2011-06-15",
            "/b/k%20with%20space",
            "/b/a%2Bb%21%2A%27%28%29",
            "/b/%E1%88%B4/x~y",
            "/b//k/../z",
            "/b?list-type=2&prefix=a%2Fb%20c&delimiter=%2F",
            "/b?uploads",
            "/b?b=2&a=1&a=0&empty=",
            "/b?x=~%2A",
        ];
        var cases = new List<Case>();
        foreach (var target in targets)
        foreach (var service in new[] { "iam", "sts", "s3" })
        foreach (var form in new[] { "header", "query" })
        foreach (var token in new[] { null, "IQoJb3JpZ2luX2VjE//+token==" })
        {
            var body = form == "header" && target == "/" ? "Action=ListUsers&Version=2010-05-08" : "";
            cases.Add(
                new(
                    form,
                    service,
                    body.Length > 0 ? "POST" : "GET",
                    "https://localhost:4700" + target,
                    new() { ["X-Custom"] = "  several   blanks ", ["User-Agent"] = "aws-cli/2" },
                    body,
                    token
                )
            );
        }
        return [.. cases];
    }

    [Fact]
    public async Task What_botocore_signs_is_accepted()
    {
        var cases = Cases();
        var lines = await Sign(cases);
        Assert.Equal(cases.Length, lines.Length);
        for (var i = 0; i < cases.Length; i++)
        {
            var signed = JsonSerializer.Deserialize<Signed>(lines[i], Web)!;
            var error = Verify(cases[i], signed);
            Assert.True(error is null, $"{cases[i].Form} {cases[i].Service} {cases[i].Url}: {error}");
        }
    }

    static SigV4Error? Verify(Case sent, Signed signed)
    {
        var headers = new HeaderList().Add("Host", "localhost:4700");
        foreach (var header in signed.Headers)
            headers.Add(header[0], header[1]);
        var request = SignableRequest.FromTarget(sent.Method, signed.Url.AsSpan("https://localhost:4700".Length), headers);
        if (!RequestSignature.TryRead(request, SigningProfile.Standard, out var signature, out var error))
            return error;
        Assert.Equal(sent.Token, signature.SessionToken);
        var key = SigningKey.Derive("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", signature.Scope);
        return signature.Check(request, Time, "us-east-1", sent.Service)
            ?? signature.Verify(request, key, SHA256.HashData(Encoding.UTF8.GetBytes(sent.Body)));
    }

    static async Task<string[]> Sign(Case[] cases)
    {
        var start = new ProcessStartInfo("python3", [Path.Combine(AppContext.BaseDirectory, "Botocore", "sign.py")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("python3 is not installed");
            throw;
        }
        using (process)
        {
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            try
            {
                foreach (var one in cases)
                    await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(one, Web));
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // Without botocore the script ends before it reads; what it says is looked at below.
            }
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            var said = await errors;
            if (said.Contains("No module named 'botocore'", StringComparison.Ordinal))
                Assert.Skip("python3 has no botocore");
            Assert.True(process.ExitCode == 0, said);
            return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
    }
}
