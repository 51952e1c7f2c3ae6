using System.Security.Cryptography;
using System.Xml.Linq;
using Mantle.SigV4;

namespace Mantle.Load;

/// <summary>A user with an access key, and a role with five policies that it may assume and tag, created for one run.</summary>
sealed record BenchmarkRole(Credentials User, string RoleArn)
{
    const int Policies = 5;

    /// <summary>Three session tags, as parameters of AssumeRole.</summary>
    public const string Tags =
        "&Tags.member.1.Key=team&Tags.member.1.Value=blue&Tags.member.2.Key=project&Tags.member.2.Value=reports"
        + "&Tags.member.3.Key=cost-center&Tags.member.3.Value=4711";

    public static async Task<BenchmarkRole> CreateAsync(Uri endpoint, Credentials root)
    {
        using var client = new HttpClient { BaseAddress = endpoint };
        var name = "load-" + RandomNumberGenerator.GetHexString(8, lowercase: true);
        var user = await CallAsync("CreateUser", ("UserName", name));
        var key = await CallAsync("CreateAccessKey", ("UserName", name));
        var role = await CallAsync(
            "CreateRole",
            ("RoleName", name),
            (
                "AssumeRolePolicyDocument",
                $$"""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{ValueOf(user, "Arn")}}"},
                  "Action":["sts:AssumeRole","sts:TagSession"]}]}
                """
            )
        );
        await CallAsync(
            "PutUserPolicy",
            ("UserName", name),
            ("PolicyName", "assume"),
            (
                "PolicyDocument",
                $$"""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["sts:AssumeRole","sts:TagSession"],
                  "Resource":"{{ValueOf(role, "Arn")}}"}]}
                """
            )
        );
        for (var i = 0; i < Policies; i++)
        {
            await CallAsync(
                "PutRolePolicy",
                ("RoleName", name),
                ("PolicyName", $"policy-{i}"),
                (
                    "PolicyDocument",
                    $$"""
                    {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject","s3:ListBucket"],
                      "Resource":"arn:aws:s3:::reports-{{i}}/${aws:PrincipalTag/team}/*"}]}
                    """
                )
            );
        }
        return new(new(ValueOf(key, "AccessKeyId"), ValueOf(key, "SecretAccessKey")), ValueOf(role, "Arn"));

        async Task<XElement> CallAsync(string action, params (string Name, string Value)[] parameters)
        {
            var body =
                $"Action={action}&Version=2010-05-08" + string.Concat(parameters.Select(p => $"&{p.Name}={Uri.EscapeDataString(p.Value)}"));
            var headers = new HeaderList().Add("Host", endpoint.Authority).Add("Content-Type", "application/x-www-form-urlencoded");
            new RequestSigner(root, "us-east-1", "iam").Sign(
                new("POST", "/", "", headers),
                PayloadHash.Of(System.Text.Encoding.ASCII.GetBytes(body)),
                TimeProvider.System.GetUtcNow()
            );
            using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new StringContent(body) };
            request.Content.Headers.Remove("Content-Type");
            for (var i = 0; i < headers.Count; i++)
            {
                if (!request.Headers.TryAddWithoutValidation(headers[i].Key, headers[i].Value))
                    request.Content.Headers.TryAddWithoutValidation(headers[i].Key, headers[i].Value);
            }
            using var response = await client.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            return response.IsSuccessStatusCode
                ? XElement.Parse(text)
                : throw new InvalidOperationException($"{action} was answered with {(int)response.StatusCode}: {text}");
        }
    }

    static string ValueOf(XElement answer, string name) => answer.Descendants().First(e => e.Name.LocalName == name).Value;
}
