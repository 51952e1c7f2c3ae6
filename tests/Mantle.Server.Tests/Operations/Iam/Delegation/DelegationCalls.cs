using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Delegation;

/// <summary>Requests as a partner makes them.</summary>
static class DelegationCalls
{
    /// <summary>What the partner asks for: users of a prefix.</summary>
    public const string Template = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:ListUsers","iam:CreateUser"],
         "Resource":"arn:aws:iam::@{account}:user/@{prefix}*"}]}
        """;

    public static (string, string)[] Parameters(TestClient partner, string template) =>
        [
            ("Description", "set up"),
            ("NotificationChannel", $"arn:aws:sns:us-east-1:{partner.AccountId}:updates"),
            ("RequestorWorkflowId", "workflow-1"),
            ("SessionDuration", "3600"),
            ("Permissions.PolicyTemplateArn", template),
        ];

    /// <summary>A partner account that asked for access to another one.</summary>
    public static async Task<(TestClient Partner, TestClient Owner, string Id)> RequestedAsync(
        this TestServer server,
        params (string, string)[] more
    )
    {
        var partner = await server.NewAccountAsync();
        var owner = await server.NewAccountAsync();
        var template = await partner.NewPolicyAsync("template", Template);
        return (partner, owner, await CreateAsync(partner, owner, template, more));
    }

    public static async Task<string> CreateAsync(TestClient partner, TestClient owner, string template, params (string, string)[] more)
    {
        var made = await partner.Iam(
            "CreateDelegationRequest",
            [
                .. Parameters(partner, template),
                .. more,
                ("OwnerAccountId", owner.AccountId),
                ("Permissions.Parameters.member.1.Name", "account"),
                ("Permissions.Parameters.member.1.Values.member.1", owner.AccountId),
                ("Permissions.Parameters.member.2.Name", "prefix"),
                ("Permissions.Parameters.member.2.Values.member.1", "svc-"),
            ]
        );
        return made.Text("DelegationRequestId");
    }
}
