using System.Text;
using Mantle.SigV4;

namespace Mantle.Load;

/// <summary>A kind of request, and as many of it as bytes to be sent as were asked for.</summary>
sealed record Workload(string Name, byte[][] Requests)
{
    public const string Empty = "empty";
    const string GetCallerIdentity = "get-caller-identity";
    const string AssumeRole = "assume-role";

    public static readonly string[] Names = [Empty, GetCallerIdentity, AssumeRole];

    /// <summary>Makes what the workloads need on the server, and signs all requests.</summary>
    public static async Task<Workload[]> PrepareAsync(LoadOptions options)
    {
        var host = options.Endpoint.Authority;
        var caller = options.Credentials is null ? null : await BenchmarkRole.CreateAsync(options.Endpoint, options.Credentials);
        return [.. options.Workloads.Select(name => new Workload(name, name switch
        {
            Empty => [Encoding.ASCII.GetBytes($"GET /healthz HTTP/1.1\r\nHost: {host}\r\n\r\n")],
            GetCallerIdentity => Sign(options, host, caller!.User, _ => "Action=GetCallerIdentity&Version=2011-06-15"),
            _ => Sign(options, host, caller!.User, i =>
                $"Action=AssumeRole&Version=2011-06-15&RoleArn={Uri.EscapeDataString(caller.RoleArn)}&RoleSessionName=load-{i}"),
        }))];
    }

    /// <summary>Requests as the AWS CLI sends them. The invocation id makes each of them, and its signature, different.</summary>
    static byte[][] Sign(LoadOptions options, string host, Credentials credentials, Func<int, string> body)
    {
        var signer = new RequestSigner(credentials, "us-east-1", "sts");
        var requests = new byte[options.Requests][];
        for (var i = 0; i < requests.Length; i++)
        {
            var content = Encoding.ASCII.GetBytes(body(i));
            var headers = new HeaderList()
                .Add("Host", host)
                .Add("Accept-Encoding", "identity")
                .Add("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .Add("User-Agent", "aws-cli/2.9.19 Python/3.11.2 Linux exe/x86_64 prompt/off command/sts.call")
                .Add("amz-sdk-invocation-id", Guid.NewGuid().ToString());
            signer.Sign(new("POST", "/", "", headers), PayloadHash.Of(content), TimeProvider.System.GetUtcNow());
            var text = new StringBuilder("POST / HTTP/1.1\r\n");
            for (var h = 0; h < headers.Count; h++) text.Append(headers[h].Key).Append(": ").Append(headers[h].Value).Append("\r\n");
            text.Append("Content-Length: ").Append(content.Length).Append("\r\n\r\n");
            requests[i] = [.. Encoding.ASCII.GetBytes(text.ToString()), .. content];
        }
        return requests;
    }
}
