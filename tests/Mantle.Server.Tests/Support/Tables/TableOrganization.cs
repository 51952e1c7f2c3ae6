using Mantle.Server.Tests.Operations.Organizations;

namespace Mantle.Server.Tests.Support.Tables;

/// <summary>An organization with the control policies of a column.</summary>
sealed class TableOrganization
{
    const string DenyAssumeRole =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"sts:AssumeRole","Resource":"*"}]}""";

    readonly TestServer server;
    readonly TestClient management;
    readonly List<Func<Task>> undo = [];

    TableOrganization(TestServer server, TestClient management) => (this.server, this.management) = (server, management);

    public static async Task<TableOrganization> NewAsync(TestServer server)
    {
        var management = await server.NewOrganizationAsync();
        await management.EnableAsync(OrganizationCalls.Scp);
        await management.EnableAsync(OrganizationCalls.Rcp);
        return new(server, management);
    }

    /// <summary>The root user of the management account.</summary>
    public TestClient Management => management;

    /// <summary>A member; the client signs as its root user.</summary>
    public Task<TestClient> NewMemberAsync() => management.InviteAsync(server);

    /// <summary>Removes the policies of the column before.</summary>
    public async Task ClearAsync()
    {
        foreach (var action in undo)
            await action();
        undo.Clear();
    }

    /// <summary>Attaches the control policies of a column, if it has any.</summary>
    /// <param name="column">The column.</param>
    /// <param name="callerAccount">The account of the caller.</param>
    /// <param name="roleAccount">The account of the role to assume.</param>
    public async Task SetAsync(string column, string callerAccount, string roleAccount)
    {
        switch (column)
        {
            case "SCP allow" or "SCP without":
                await AttachAsync(
                    OrganizationCalls.Scp,
                    WithAdministration(column == "SCP allow" ? "sts:*" : "sqs:*"),
                    callerAccount,
                    insteadOfFullAccess: true
                );
                break;
            case "SCP deny" or "role's SCP deny":
                await AttachAsync(
                    OrganizationCalls.Scp,
                    Documents.Deny("sts:AssumeRole"),
                    column == "SCP deny" ? callerAccount : roleAccount
                );
                break;
            case "RCP deny":
                await AttachAsync(OrganizationCalls.Rcp, DenyAssumeRole, roleAccount);
                break;
        }
    }

    /// <summary>Allows an action, and the account to go on being administered.</summary>
    static string WithAdministration(string action) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["{{action}}","iam:*","mantle:*"],"Resource":"*"}]}""";

    async Task AttachAsync(string type, string document, string account, bool insteadOfFullAccess = false)
    {
        var policy = await management.NewOrgPolicyAsync(type, document);
        await management.AttachAsync(policy, account);
        if (insteadOfFullAccess)
        {
            await DetachAsync(OrganizationCalls.FullAccess, account);
            undo.Add(() => management.AttachAsync(OrganizationCalls.FullAccess, account));
        }
        undo.Add(() => DetachAsync(policy, account));
    }

    async Task DetachAsync(string policy, string account) =>
        await management.Org("DetachPolicy", new { PolicyId = policy, TargetId = account });
}
