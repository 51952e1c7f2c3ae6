using System.Text;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Admin.Workloads;

/// <summary>Helpers for tests of workloads: registering one, and being its service.</summary>
static class WorkloadCalls
{
    static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false });

    public static string TrustOf(string service, string? condition = null, string actions = "\"sts:AssumeRole\",\"sts:TagSession\"") =>
        $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"{{service}}"},
             "Action":[{{actions}}]{{(condition is null ? "" : $",\"Condition\":{condition}")}}}]}
            """;

    /// <summary>A role that a service may assume, with an inline policy; returns its ARN.</summary>
    public static async Task<string> NewServiceRoleAsync(
        this TestClient root,
        string name,
        string service,
        string? condition = null,
        string allowed = "iam:ListUsers"
    )
    {
        var arn = (await root.Iam("CreateRole", ("RoleName", name), ("AssumeRolePolicyDocument", TrustOf(service, condition)))).Text("Arn");
        await root.Iam("PutRolePolicy", ("RoleName", name), ("PolicyName", "policy"), ("PolicyDocument", Documents.Allow(allowed)));
        return arn;
    }

    /// <summary>An instance profile with a role of the same name that EC2 may assume.</summary>
    public static async Task NewProfileAsync(this TestClient root, string name, string allowed = "iam:ListUsers")
    {
        await root.NewServiceRoleAsync(name, "ec2.amazonaws.com", allowed: allowed);
        await root.Iam("CreateInstanceProfile", ("InstanceProfileName", name));
        await root.Iam("AddRoleToInstanceProfile", ("InstanceProfileName", name), ("RoleName", name));
    }

    public static Task<Answer> RegisterAsync(this TestClient client, params (string Name, string Value)[] parameters) =>
        client.CallAsync("mantle", "RegisterWorkload", parameters);

    /// <summary>Registers a workload; returns its token.</summary>
    public static async Task<string> TokenAsync(this TestClient client, params (string Name, string Value)[] parameters) =>
        (await client.RegisterAsync(parameters)).Text("RegistrationToken");

    /// <summary>Assumes the workload's role as its service.</summary>
    public static async Task<Answer> AssumeWorkloadAsync(this TestClient client, string token, params (string Name, string Value)[] more)
    {
        var form = new StringBuilder("Action=AssumeWorkloadRole&Version=2026-01-01");
        foreach (var (name, value) in more.Prepend(("RegistrationToken", token)))
            form.Append('&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        using var content = new StringContent(form.ToString(), Encoding.UTF8, "application/x-www-form-urlencoded");
        return await Answer.ReadAsync(await Http.PostAsync(new Uri($"{client.Endpoint}/?Version=2026-01-01"), content));
    }

    /// <summary>A client that signs with the workload's credentials.</summary>
    public static async Task<TestClient> WorkloadAsync(this TestClient client, string token, params (string Name, string Value)[] more)
    {
        var answer = await client.AssumeWorkloadAsync(token, more);
        Assert.True(answer.Code is null, $"{answer.Code}: {answer.Message}");
        return client.With(new(answer.Text("AccessKeyId"), answer.Text("SecretAccessKey"), answer.Text("SessionToken")));
    }

    public static Task DeniedAsync(this TestClient client) => client.Refused("AccessDenied", null, "ListUsers");
}
