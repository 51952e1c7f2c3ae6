using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Organizations;

/// <summary>Invitations, from both sides.</summary>
[Collection(ServerCollection.Name)]
public class HandshakeTests(TestServer server)
{
    [Fact]
    public async Task An_invitation_is_seen_by_both_sides_and_by_nobody_else()
    {
        var management = await server.NewOrganizationAsync();
        var account = await server.NewAccountAsync();
        var stranger = await server.NewOrganizationAsync();
        var id = await InviteAsync(management, account);
        Assert.Equal([id], (await management.Org("ListHandshakesForOrganization")).Ids("Handshakes"));
        Assert.Equal([id], (await account.Org("ListHandshakesForAccount")).Ids("Handshakes"));
        Assert.Equal([], (await stranger.Org("ListHandshakesForAccount")).Ids("Handshakes"));
        var seen = (await account.Org("DescribeHandshake", new { HandshakeId = id }))!["Handshake"]!;
        Assert.Equal(("INVITE", "OPEN"), ((string)seen["Action"]!, (string)seen["State"]!));
        foreach (var action in new[] { "DescribeHandshake", "AcceptHandshake", "DeclineHandshake", "CancelHandshake" })
            await stranger.OrgRefused("HandshakeNotFoundException", null, action, new { HandshakeId = id });
        await management.OrgRefused("AccessDeniedException", null, "AcceptHandshake", new { HandshakeId = id });
        await account.OrgRefused("AccessDeniedException", null, "CancelHandshake", new { HandshakeId = id });
        await management.OrgRefused("DuplicateHandshakeException", null, "InviteAccountToOrganization", Target(account));
    }

    [Fact]
    public async Task A_handshake_comes_to_one_end()
    {
        var management = await server.NewOrganizationAsync();
        var account = await server.NewAccountAsync();
        var id = await InviteAsync(management, account);
        await account.Org("DeclineHandshake", new { HandshakeId = id });
        await account.OrgRefused("HandshakeAlreadyInStateException", null, "DeclineHandshake", new { HandshakeId = id });
        await account.OrgRefused("InvalidHandshakeTransitionException", null, "AcceptHandshake", new { HandshakeId = id });
        await management.OrgRefused("InvalidHandshakeTransitionException", null, "CancelHandshake", new { HandshakeId = id });
        id = await InviteAsync(management, account);
        await management.Org("CancelHandshake", new { HandshakeId = id });
        await account.OrgRefused("InvalidHandshakeTransitionException", null, "AcceptHandshake", new { HandshakeId = id });
        id = await InviteAsync(management, account);
        var accepted = await account.Org("AcceptHandshake", new { HandshakeId = id });
        Assert.Equal("ACCEPTED", (string)accepted!["Handshake"]!["State"]!);
        await account.OrgRefused("HandshakeAlreadyInStateException", null, "AcceptHandshake", new { HandshakeId = id });
        await management.OrgRefused(
            "HandshakeConstraintViolationException",
            "ALREADY_IN_AN_ORGANIZATION",
            "InviteAccountToOrganization",
            Target(account)
        );
    }

    [Fact]
    public async Task An_account_of_one_organization_cannot_accept_the_invitation_of_another()
    {
        var one = await server.NewOrganizationAsync();
        var two = await server.NewOrganizationAsync();
        var account = await one.InviteAsync(server);
        var id = await InviteAsync(two, account);
        await account.OrgRefused(
            "HandshakeConstraintViolationException",
            "ALREADY_IN_AN_ORGANIZATION",
            "AcceptHandshake",
            new { HandshakeId = id }
        );
        await account.Org("LeaveOrganization");
        await account.Org("AcceptHandshake", new { HandshakeId = id });
        Assert.Equal(two.AccountId, (string)(await account.Org("DescribeOrganization"))!["Organization"]!["MasterAccountId"]!);
    }

    [Fact]
    public async Task An_invitation_expires_after_fifteen_days()
    {
        await using var own = new TestServer();
        await own.InitializeAsync();
        var management = await own.NewOrganizationAsync();
        var account = await own.NewAccountAsync();
        var id = await InviteAsync(management, account);
        own.Clock.Advance(TimeSpan.FromDays(15));
        Assert.Equal("EXPIRED", (string)(await account.Org("DescribeHandshake", new { HandshakeId = id }))!["Handshake"]!["State"]!);
        await account.OrgRefused("InvalidHandshakeTransitionException", null, "AcceptHandshake", new { HandshakeId = id });
        Assert.Equal([id], (await management.Org("ListHandshakesForOrganization")).Ids("Handshakes"));
        own.Clock.Advance(TimeSpan.FromDays(31));
        Assert.Equal([], (await management.Org("ListHandshakesForOrganization")).Ids("Handshakes"));
        await InviteAsync(management, account);
    }

    [Theory]
    [InlineData("ORGANIZATION", "o-aaaaaaaaaa", "INVALID_PARTY_TYPE_TARGET")]
    [InlineData("ACCOUNT", "12345", "INVALID_PATTERN_TARGET_ID")]
    [InlineData("ACCOUNT", "999999999999", "TARGET_NOT_SUPPORTED")]
    [InlineData("EMAIL", "nobody@example.com", "INVALID_EMAIL_ADDRESS_TARGET")]
    public async Task Whom_there_is_not_cannot_be_invited(string type, string id, string reason)
    {
        var management = await server.NewOrganizationAsync();
        await management.OrgRefused(
            "InvalidInputException",
            reason,
            "InviteAccountToOrganization",
            new { Target = new { Type = type, Id = id } }
        );
    }

    static object Target(TestClient account) => new { Target = new { Type = "ACCOUNT", Id = account.AccountId }, Notes = "join us" };

    static async Task<string> InviteAsync(TestClient management, TestClient account) =>
        (string)(await management.Org("InviteAccountToOrganization", Target(account)))!["Handshake"]!["Id"]!;
}
