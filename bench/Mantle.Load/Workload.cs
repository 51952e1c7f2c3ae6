using System.Text;
using Mantle.SigV4;

namespace Mantle.Load;

/// <summary>A kind of request, and the requested number of its requests as bytes to send.</summary>
sealed record Workload(string Name, Uri Endpoint, byte[][] Requests)
{
    public const string Empty = "empty",
        StaticFile = "static-file";
    const string GetCallerIdentity = "get-caller-identity",
        AssumeRole = "assume-role",
        GetObject = "get-object";

    public static readonly string[] Names = [Empty, GetCallerIdentity, AssumeRole, StaticFile, GetObject];

    /// <summary>Creates what the workloads need on the server, and signs all requests.</summary>
    public static async Task<Workload[]> PrepareAsync(LoadOptions options)
    {
        var caller = options.Credentials is null ? null : await BenchmarkRole.CreateAsync(options.Endpoint, options.Credentials);
        if (options.Workloads.Contains(GetObject))
            await BenchmarkObject.PutAsync(options.Endpoint, options.Credentials!);
        return
        [
            .. options.Workloads.Select(name =>
                name switch
                {
                    Empty => new Workload(name, options.Endpoint, [Get(options.Endpoint, "/healthz")]),
                    StaticFile => new Workload(name, options.StaticFiles!, [Get(options.StaticFiles!, "/object")]),
                    GetObject => new Workload(
                        name,
                        options.Endpoint,
                        Many(options, _ => SignedGet(options.Endpoint, options.Credentials!, BenchmarkObject.Path))
                    ),
                    GetCallerIdentity => new Workload(
                        name,
                        options.Endpoint,
                        Many(options, _ => SignedPost(options.Endpoint, caller!.User, "Action=GetCallerIdentity&Version=2011-06-15"))
                    ),
                    _ => new Workload(
                        name,
                        options.Endpoint,
                        Many(
                            options,
                            i =>
                                SignedPost(
                                    options.Endpoint,
                                    caller!.User,
                                    $"Action=AssumeRole&Version=2011-06-15&RoleArn={Uri.EscapeDataString(caller.RoleArn)}&"
                                        + $"RoleSessionName=load-{i}{BenchmarkRole.Tags}"
                                )
                        )
                    ),
                }
            ),
        ];
    }

    static byte[][] Many(LoadOptions options, Func<int, byte[]> make) => [.. Enumerable.Range(0, options.Requests).Select(make)];

    static byte[] Get(Uri endpoint, string path) => Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {endpoint.Authority}\r\n\r\n");

    static byte[] SignedPost(Uri endpoint, Credentials credentials, string body)
    {
        var headers = Headers(endpoint).Add("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
        new RequestSigner(credentials, "us-east-1", "sts").Sign(
            new("POST", "/", "", headers),
            PayloadHash.Of(Encoding.ASCII.GetBytes(body)),
            TimeProvider.System.GetUtcNow()
        );
        return Bytes(
            "POST / HTTP/1.1",
            headers.Add("Content-Length", body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            body
        );
    }

    static byte[] SignedGet(Uri endpoint, Credentials credentials, string path)
    {
        var headers = Headers(endpoint).Add("x-amz-content-sha256", PayloadHash.Empty.ToString());
        new RequestSigner(credentials, "us-east-1", "s3").Sign(
            new("GET", path, "", headers),
            PayloadHash.Empty,
            TimeProvider.System.GetUtcNow()
        );
        return Bytes($"GET {path} HTTP/1.1", headers, "");
    }

    /// <summary>What the AWS CLI sends. The invocation id makes each request, and its signature, different.</summary>
    static HeaderList Headers(Uri endpoint) =>
        new HeaderList()
            .Add("Host", endpoint.Authority)
            .Add("Accept-Encoding", "identity")
            .Add("User-Agent", "aws-cli/2.9.19 Python/3.11.2 Linux exe/x86_64 prompt/off command/load")
            .Add("amz-sdk-invocation-id", Guid.NewGuid().ToString());

    static byte[] Bytes(string line, HeaderList headers, string body)
    {
        var text = new StringBuilder(line).Append("\r\n");
        for (var h = 0; h < headers.Count; h++)
            text.Append(headers[h].Key).Append(": ").Append(headers[h].Value).Append("\r\n");
        return Encoding.ASCII.GetBytes(text.Append("\r\n").Append(body).ToString());
    }
}
