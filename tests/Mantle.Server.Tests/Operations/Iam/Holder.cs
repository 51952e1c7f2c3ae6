using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam;

/// <summary>A user, group or role. Policies work alike on all three, so their tests are written once.</summary>
sealed record Holder(string Kind)
{
    public string Lower => Kind.ToLowerInvariant();

    public (string Name, string Value) Named(string name) => ($"{Kind}Name", name);

    public Task<Answer> CreateAsync(TestClient root, string name) =>
        root.Iam($"Create{Kind}", [Named(name), .. Kind == "Role" ? new[] { ("AssumeRolePolicyDocument", IamCalls.Ec2Trust) } : []]);

    public string Arn(TestClient root, string name) => root.Arn($"{Lower}/{name}");

    /// <summary>Its name in a denial.</summary>
    public string Shown(string name) => $"{Lower} {name}";

    /// <summary>AWS's error text where it does not exist.</summary>
    public string Missing(string name) => $"The {Lower} with name {name} cannot be found.";
}
