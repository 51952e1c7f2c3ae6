using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Support;
using Mantle.Wire;
using Mantle.Wire.Model;

namespace Mantle.Server.Tests.Operations;

/// <summary>
/// Requests made from the model: the required members, with values that keep every constraint. Names are those of an account where
/// a user, group, role, policy, instance profile and SAML provider are all called <c>x</c>.
/// </summary>
static class SampleRequest
{
    static readonly string[] Candidates =
    [
        "x",
        "v1",
        "123456",
        "123456789012",
        "iam",
        "AKIAIOSFODNN7EXAMPLE",
        "https://example.com/path",
        "arn:aws:iam::123456789012:mfa/device",
        "0123456789abcdef0123456789abcdef0123",
        "01:23:45:67:89:ab:cd:ef:01:23:45:67:89:ab:cd:ef",
        "o-a1b2c3d4e5/r-ab12/",
        "iam:GetUser",
        "2026-03-01T12:00:00Z",
    ];

    /// <summary>An account with one entity of every kind, each called <c>x</c>.</summary>
    public static async Task<TestClient> AccountAsync(TestServer server)
    {
        var root = await server.NewAccountAsync();
        await root.Iam("CreateUser", ("UserName", "x"));
        await root.Iam("CreateGroup", ("GroupName", "x"));
        await root.NewRoleAsync("x");
        await root.NewPolicyAsync("x");
        await root.Iam("CreateInstanceProfile", ("InstanceProfileName", "x"));
        await new Taggable("OpenIDConnectProvider").CreateAsync(root);
        await new Taggable("SAMLProvider").CreateAsync(root);
        await root.Iam("CreateVirtualMFADevice", ("VirtualMFADeviceName", "device"));
        await root.Iam("UploadServerCertificate", TestCertificates.Server("x"));
        await root.Iam("CreateAccountAlias", ("AccountAlias", $"x-{root.AccountId}"));
        return root;
    }

    public static List<(string Name, string Value)> Of(OperationModel operation, string accountId)
    {
        var parameters = new List<(string, string)>();
        foreach (var member in operation.Input?.Members ?? [])
            if (member.Required)
                Add(parameters, member.WireName, member.Name, member.Shape, accountId);
        return parameters;
    }

    /// <summary>Parameters for one member that break its constraint; null where no text can break it.</summary>
    public static (string Name, string Value)[]? Breaking(MemberModel member, string accountId)
    {
        var shape = member.Shape;
        switch (shape.Kind)
        {
            // A request is smaller than the longest metadata document.
            case ShapeKind.String when shape.Max > 1 << 20:
                return [(member.WireName, new string('a', (int)shape.Min! - 1))];
            case ShapeKind.String when shape.Max is { } max:
                return [(member.WireName, new string('a', (int)max + 1))];
            case ShapeKind.String when shape.EnumValues.Count > 0:
                return [(member.WireName, "NoSuchValue")];
            case ShapeKind.String when shape.Pattern is not null:
                return [(member.WireName, "\u0001")];
            case ShapeKind.Integer or ShapeKind.Long when shape.Max is { } most:
                return [(member.WireName, (most + 1).ToString(System.Globalization.CultureInfo.InvariantCulture))];
            case ShapeKind.List when shape.Max is { } count:
                var elements = new List<(string, string)>();
                for (var i = 1; i <= count + 1; i++)
                    Add(elements, $"{member.WireName}.member.{i}", member.Name, shape.Element!, accountId);
                return [.. elements];
            default:
                return null;
        }
    }

    static void Add(List<(string, string)> parameters, string at, string name, ShapeModel shape, string accountId)
    {
        switch (shape.Kind)
        {
            case ShapeKind.Structure:
                // A structure without members would not be sent at all.
                foreach (
                    var member in shape.Members.Any(member => member.Required)
                        ? shape.Members.Where(member => member.Required)
                        : shape.Members.Take(1)
                )
                    Add(parameters, $"{at}.{member.WireName}", member.Name, member.Shape, accountId);
                break;
            case ShapeKind.List:
                Add(parameters, $"{at}.{shape.ItemName}.1", name, shape.Element!, accountId);
                break;
            default:
                parameters.Add((at, Value(name, shape, accountId)));
                break;
        }
    }

    static string Value(string name, ShapeModel shape, string accountId) =>
        (name, shape.Kind) switch
        {
            ("PolicyArn" or "PermissionsBoundary", _) => $"arn:aws:iam::{accountId}:policy/x",
            ("RoleArn", _) => $"arn:aws:iam::{accountId}:role/x",
            ("OpenIDConnectProviderArn", _) => $"arn:aws:iam::{accountId}:oidc-provider/x.example.com",
            ("SAMLProviderArn", _) => $"arn:aws:iam::{accountId}:saml-provider/x",
            ("Url", _) => "https://new.example.com",
            ("SAMLMetadataDocument", _) => SamlMetadataDocument.Sample,
            ("ThumbprintList", ShapeKind.String) => new string('a', 40),
            ("RoleSessionName", _) => "session",
            ("SerialNumber", _) => $"arn:aws:iam::{accountId}:mfa/device",
            ("DelegationRequestId", _) => "00000000-0000-0000-0000-000000000000",
            ("EntityArn", _) => $"arn:aws:iam::{accountId}:delegation-request/00000000-0000-0000-0000-000000000000",
            ("Arn", _) => $"arn:aws:iam::{accountId}:user/x",
            ("NotificationChannel", _) => $"arn:aws:sns:us-east-1:{accountId}:updates",
            ("AccountAlias", _) => $"x-{accountId}",
            ("AWSServiceName", _) => "ecs.amazonaws.com",
            ("DeletionTaskId", _) => "task/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS/0",
            ("PolicySourceArn", _) => $"arn:aws:iam::{accountId}:user/x",
            ("ActionNames", ShapeKind.String) => "iam:GetUser",
            ("PolicyInputList", ShapeKind.String) => IamCalls.AnyPolicy,
            ("AssumeRolePolicyDocument", _) => IamCalls.Ec2Trust,
            ("PolicyDocument", _) => IamCalls.AnyPolicy,
            (_, ShapeKind.Integer or ShapeKind.Long) => (shape.Min ?? 1).ToString(System.Globalization.CultureInfo.InvariantCulture),
            (_, ShapeKind.Boolean) => "true",
            (_, ShapeKind.Timestamp) => "2026-03-01T12:00:00Z",
            (_, ShapeKind.Blob) => "eA==",
            _ when shape.EnumValues.Count > 0 => shape.EnumValues[0],
            _ => Candidates.Append(new string('x', (int)(shape.Min ?? 1))).FirstOrDefault(candidate => Fits(candidate, shape))
                ?? throw new InvalidOperationException($"No candidate fits {shape.Name} {shape.Min}..{shape.Max} {shape.Pattern}."),
        };

    static bool Fits(string candidate, ShapeModel shape) =>
        candidate.Length >= (shape.Min ?? 0)
        && candidate.Length <= (shape.Max ?? int.MaxValue)
        && (shape.Pattern is null || new ConstraintPattern(shape.Pattern).IsMatch(candidate));
}
