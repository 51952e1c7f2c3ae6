using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam;

/// <summary>What IAM can tag.</summary>
sealed record Taggable(string Kind)
{
    /// <summary>Keys of users and roles ignore case, those of other resources do not.</summary>
    public bool IgnoresCase => Kind is "User" or "Role";

    public const string DifferentCase = "Duplicate tag keys found. Please note that Tag keys are case insensitive.";

    public string DuplicateKeys => IgnoresCase ? DifferentCase : "Duplicate tag keys found.";

    /// <summary>Makes one called <c>x</c> with these tags.</summary>
    public Task<Answer> CreateAsync(TestClient root, params (string Key, string Value)[] tags) =>
        root.Iam(
            Kind switch
            {
                "MFADevice" => "CreateVirtualMFADevice",
                "ServerCertificate" => "UploadServerCertificate",
                _ => $"Create{Kind}",
            },
            [
                .. Kind switch
                {
                    "OpenIDConnectProvider" => new[] { ("Url", "https://x.example.com"), ("ThumbprintList.member.1", new string('a', 40)) },
                    "SAMLProvider" => [("Name", "x"), ("SAMLMetadataDocument", SamlMetadataDocument.Sample)],
                    "MFADevice" => [("VirtualMFADeviceName", "x")],
                    _ => [($"{Kind}Name", "x")],
                },
                .. Kind switch
                {
                    "ServerCertificate" => TestCertificates.Server("x")[1..],
                    "Role" => new[] { ("AssumeRolePolicyDocument", IamCalls.Ec2Trust) },
                    "Policy" => [("PolicyDocument", IamCalls.AnyPolicy)],
                    _ => [],
                },
                .. Tags(tags),
            ]
        );

    public string Arn(TestClient root) =>
        root.Arn(
            Kind switch
            {
                "InstanceProfile" => "instance-profile/x",
                "OpenIDConnectProvider" => "oidc-provider/x.example.com",
                "SAMLProvider" => "saml-provider/x",
                "MFADevice" => "mfa/x",
                "ServerCertificate" => "server-certificate/x",
                _ => Kind.ToLowerInvariant() + "/x",
            }
        );

    public (string Name, string Value) Named(TestClient root) =>
        Kind switch
        {
            "Policy" or "OpenIDConnectProvider" or "SAMLProvider" => ($"{Kind}Arn", Arn(root)),
            "MFADevice" => ("SerialNumber", Arn(root)),
            _ => ($"{Kind}Name", "x"),
        };

    public string Missing(TestClient root) =>
        Kind switch
        {
            "Policy" => $"Policy {Arn(root)} was not found.",
            "InstanceProfile" => "Instance Profile x cannot be found.",
            "OpenIDConnectProvider" => $"OpenIDConnect Provider not found for arn {Arn(root)}",
            "SAMLProvider" => $"Manifest not found for arn {Arn(root)}",
            "MFADevice" => $"VirtualMFADevice with serial number {Arn(root)} doesn't exist.",
            "ServerCertificate" => "The Server Certificate with name x cannot be found.",
            _ => $"The {Kind.ToLowerInvariant()} with name x cannot be found.",
        };

    public async Task<IReadOnlyList<string>> TagsAsync(TestClient root)
    {
        var answer = await root.Iam($"List{Kind}Tags", Named(root));
        return [.. answer.All("Key").Zip(answer.All("Value"), (key, value) => $"{key}={value}")];
    }

    public static (string, string)[] Tags(params (string Key, string Value)[] tags) =>
        [.. tags.SelectMany((tag, i) => new[] { ($"Tags.member.{i + 1}.Key", tag.Key), ($"Tags.member.{i + 1}.Value", tag.Value) })];

    public static (string, string)[] Keys(params string[] keys) => [.. keys.Select((key, i) => ($"TagKeys.member.{i + 1}", key))];
}
