using System.Net;
using System.Net.Sockets;
using System.Text;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Protocol;

/// <summary>Every bad request gets an AWS error with a request id, quickly, and the next good call works.</summary>
[Collection(ServerCollection.Name)]
public class BadInputTests(TestServer server)
{
    [Theory]
    [InlineData("Action=GetCallerIdentity&Version=2011-06-15&Unknown=1", 400, "ValidationError")]
    [InlineData("Action=%ZZ&Version=2011-06-15", 400, null)]
    [InlineData("Action=GetCallerIdentity&Version=2011-06-15&X=%FF%FE", 400, null)]
    [InlineData("Version=2011-06-15", 400, "MissingAction")]
    [InlineData("", 400, "MissingAction")]
    [InlineData("Action=NoSuchAction&Version=2011-06-15", 400, "InvalidAction")]
    [InlineData("Action=getcalleridentity&Version=2011-06-15", 400, "InvalidAction")]
    [InlineData("Action=GetCallerIdentity&Version=1999-01-01", 400, "NoSuchVersion")]
    [InlineData("Action=GetCallerIdentity", 400, "NoSuchVersion")]
    [InlineData("Action=AssumeRole&Version=2011-06-15", 400, "ValidationError")]
    [InlineData("Action=AssumeRole&Version=2011-06-15&Tags.member.999999999999.Key=x", 400, null)]
    [InlineData(
        "Action=AssumeRole&Version=2011-06-15&DurationSeconds=abc&RoleArn=arn:aws:iam::123456789012:role/r&RoleSessionName=ss",
        400,
        null
    )]
    [InlineData(
        "Action=AssumeRoleWithSAML&Version=2011-06-15&RoleArn=arn:aws:iam::123456789012:role/r&"
            + "PrincipalArn=arn:aws:iam::123456789012:saml-provider/p&SAMLAssertion=AAAA",
        400,
        "InvalidIdentityToken"
    )]
    public async Task A_malformed_call_is_refused(string body, int status, string? code)
    {
        var answer = await server.Management.SendBodyAsync("sts", Encoding.UTF8.GetBytes(body));
        Assert.Equal(status, (int)answer.Status);
        if (code is not null)
            Assert.Equal(code, answer.Code);
        await StillWorksAsync(answer);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task An_unknown_content_type_is_refused(string type) =>
        await StillWorksAsync(
            await server.Management.SendBodyAsync("iam", "Action=ListUsers&Version=2010-05-08"u8.ToArray(), type),
            expected: 415
        );

    [Fact]
    public async Task An_oversize_body_is_refused() =>
        await StillWorksAsync(
            await server.Management.SendBodyAsync(
                "iam",
                Encoding.ASCII.GetBytes("Action=ListUsers&Version=2010-05-08&X=" + new string('x', 2 << 20))
            ),
            expected: 413
        );

    [Fact]
    public async Task An_oversize_parameter_is_refused() =>
        await StillWorksAsync(
            await server.Management.SendBodyAsync(
                "iam",
                Encoding.ASCII.GetBytes("Action=CreatePolicy&Version=2010-05-08&PolicyName=p&PolicyDocument=" + new string('x', 140_000))
            ),
            expected: 400
        );

    [Theory]
    [InlineData(
        "GET /?Action=GetCallerIdentity&Version=2011-06-15 HTTP/1.1\r\nHost: sts\r\nConnection: close\r\n\r\n",
        "403",
        "MissingAuthenticationToken"
    )]
    [InlineData(
        "POST / HTTP/1.1\r\nHost: sts\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
            + "0\r\nAuthorization: AWS4-HMAC-SHA256 nonsense\r\nConnection: close\r\n\r\n",
        "400",
        "IncompleteSignature"
    )]
    [InlineData(
        "POST / HTTP/1.1\r\nHost: sts\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
            + "0\r\nAuthorization: Basic eDp5\r\nConnection: close\r\n\r\n",
        "40",
        "Code"
    )]
    [InlineData(
        "POST / HTTP/1.1\r\nHost: sts\r\nTransfer-Encoding: chunked\r\nContent-Type: "
            + "application/x-www-form-urlencoded\r\nConnection: close\r\n\r\nZZ\r\n",
        "40",
        "HTTP/1.1 40"
    )]
    [InlineData("BREW / HTTP/1.1\r\nHost: sts\r\nConnection: close\r\n\r\n", "4", "HTTP/1.1 4")]
    [InlineData("GET / HTTP/1.1\r\n\r\n", "4", "HTTP/1.1 400")]
    public async Task Raw_nonsense_is_refused(string request, string status, string contains)
    {
        var uri = new Uri(server.Server.Endpoint);
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, uri.Port);
        using var reader = new StreamReader(socket.GetStream());
        await reader.BaseStream.WriteAsync(Encoding.ASCII.GetBytes(request));
        var answer = await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(10));
        Assert.StartsWith($"HTTP/1.1 {status}", answer);
        Assert.Contains(contains, answer);
        await StillWorksAsync(null);
    }

    [Fact]
    public async Task A_truncated_body_neither_hangs_nor_counts()
    {
        var uri = new Uri(server.Server.Endpoint);
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(IPAddress.Loopback, uri.Port);
            using var reader = new StreamReader(socket.GetStream());
            await reader.BaseStream.WriteAsync(
                Encoding.ASCII.GetBytes(
                    "POST / HTTP/1.1\r\nHost: sts\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 500\r\n"
                        + "Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260301/us-east-1/sts/aws4_request, "
                        + "SignedHeaders=host, Signature=00\r\n\r\nAction="
                )
            );
            socket.Client.Shutdown(SocketShutdown.Send);
            try
            {
                Assert.DoesNotContain("200 OK", await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(10)));
            }
            catch (IOException)
            {
                // The server reset the connection because of the broken request.
            }
        }
        await StillWorksAsync(null);
    }

    [Fact]
    public async Task Seeded_damage_to_bodies_never_becomes_a_server_error()
    {
        var random = new Random(11);
        var body = Encoding.ASCII.GetBytes(
            $"Action=CreateRole&Version=2010-05-08&RoleName=r&"
                + $"AssumeRolePolicyDocument={Uri.EscapeDataString(Documents.Trust("*"))}&Tags.member.1.Key=a&Tags.member.1.Value=b&"
                + $"MaxSessionDuration=3600"
        );
        for (var i = 0; i < 400; i++)
        {
            var damaged = (byte[])body.Clone();
            for (var n = random.Next(1, 6); n > 0; n--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            var answer = await server.Management.SendBodyAsync("iam", damaged);
            Assert.True((int)answer.Status < 500, $"{answer.Status} for {Encoding.Latin1.GetString(damaged)}");
        }
        await StillWorksAsync(null);
    }

    async Task StillWorksAsync(Answer? refused, int? expected = null)
    {
        if (expected is not null)
            Assert.Equal(expected, (int)refused!.Status);
        if (refused is not null)
        {
            Assert.NotNull(refused.Code);
            Assert.Matches("^[0-9a-f-]{36}$", refused.Text("RequestId"));
        }
        await server.Management.Sts("GetCallerIdentity");
    }

    [Fact]
    public async Task A_service_that_is_not_served_is_not_implemented()
    {
        var root = await server.NewAccountAsync();
        var answer = await root.SendBodyAsync("ec2", "Action=DescribeInstances&Version=2016-11-15"u8.ToArray());
        Assert.Equal((501, "NotImplemented"), ((int)answer.Status, answer.Code));
        Assert.StartsWith("Mantle does not serve ec2. It serves cloudtrail, eks, eks-auth, ", answer.Message, StringComparison.Ordinal);
        Assert.EndsWith(" and sts.", answer.Message, StringComparison.Ordinal);
        var served = server.Server.Modules.Select(module => module.ServedAs).OfType<string>().ToList();
        Assert.Contains("s3-control", served);
        Assert.All(served, name => Assert.Contains(name, answer.Message!, StringComparison.Ordinal));
    }
}
