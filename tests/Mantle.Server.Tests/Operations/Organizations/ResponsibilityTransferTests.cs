using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Organizations;

[Collection(ServerCollection.Name)]
public class ResponsibilityTransferTests(TestServer server)
{
    [Fact]
    public async Task A_transfer_of_responsibility_is_asked_for_accepted_and_ended()
    {
        var partner = await server.NewOrganizationAsync();
        var customer = await server.NewOrganizationAsync();
        var member = await customer.InviteAsync(server);
        var now = server.Clock.GetUtcNow();
        var start = new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(2).ToUnixTimeSeconds();
        object Invitation(string account, long at, params string[] tags) =>
            new
            {
                Type = "BILLING",
                Target = new { Type = "ACCOUNT", Id = account },
                SourceName = "customer",
                StartTimestamp = at,
                Tags = tags.Select(tag => new { Key = tag, Value = "" }),
            };
        await partner.OrgRefused(
            "InvalidInputException",
            "TARGET_NOT_SUPPORTED",
            "InviteOrganizationToTransferResponsibility",
            Invitation(member.AccountId, start)
        );
        await partner.OrgRefused(
            "InvalidInputException",
            "START_DATE_NOT_BEGINNING_OF_MONTH",
            "InviteOrganizationToTransferResponsibility",
            Invitation(customer.AccountId, start + 86_400)
        );
        // Tags need their own permission, and who may not invite learns nothing of the target.
        var clerk = await partner.NewUserAsync(
            "clerk",
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"organizations:*","Resource":"*"},
             {"Effect":"Deny","Action":"organizations:TagResource","Resource":"*"}]}
            """
        );
        await clerk.OrgRefused(
            "AccessDeniedException",
            null,
            "InviteOrganizationToTransferResponsibility",
            Invitation(customer.AccountId, start, "tag")
        );
        var nobody = await partner.NewUserAsync("nobody");
        foreach (var target in new[] { customer.AccountId, "999999999999" })
        {
            await nobody.OrgRefused("AccessDeniedException", null, "InviteOrganizationToTransferResponsibility", Invitation(target, start));
            await nobody.OrgRefused(
                "AccessDeniedException",
                null,
                "InviteAccountToOrganization",
                new { Target = new { Type = "ACCOUNT", Id = target } }
            );
        }
        await nobody.OrgRefused(
            "AccessDeniedException",
            null,
            "InviteAccountToOrganization",
            new { Target = new { Type = "EMAIL", Id = "missing@example.com" } }
        );
        await partner.OrgRefused(
            "HandshakeConstraintViolationException",
            "SOURCE_AND_TARGET_CANNOT_MATCH",
            "InviteOrganizationToTransferResponsibility",
            Invitation(partner.AccountId, start)
        );
        var handshake = (await partner.Org("InviteOrganizationToTransferResponsibility", Invitation(customer.AccountId, start)))![
            "Handshake"
        ]!;
        await partner.OrgRefused(
            "HandshakeConstraintViolationException",
            "RESPONSIBILITY_TRANSFER_ALREADY_EXISTS",
            "InviteOrganizationToTransferResponsibility",
            Invitation(customer.AccountId, start)
        );
        var inbound = (await partner.Org("ListInboundResponsibilityTransfers", new { Type = "BILLING" }))!["ResponsibilityTransfers"]![0]!;
        var outbound = (await customer.Org("ListOutboundResponsibilityTransfers", new { Type = "BILLING" }))!["ResponsibilityTransfers"]![
            0
        ]!;
        var id = (string)inbound["Id"]!;
        Assert.Equal(
            (id, "REQUESTED", (string)handshake["Id"]!),
            ((string)outbound["Id"]!, (string)outbound["Status"]!, (string)outbound["ActiveHandshakeId"]!)
        );
        await partner.OrgRefused(
            "InvalidResponsibilityTransferTransitionException",
            null,
            "TerminateResponsibilityTransfer",
            new { Id = id }
        );
        await customer.Org("AcceptHandshake", new { HandshakeId = (string)handshake["Id"]! });
        await partner.Org("UpdateResponsibilityTransfer", new { Id = id, Name = "renamed" });
        await customer.OrgRefused(
            "ResponsibilityTransferNotFoundException",
            null,
            "UpdateResponsibilityTransfer",
            new { Id = id, Name = "mine" }
        );
        Assert.Equal(
            "ACCEPTED",
            (string)(await customer.Org("DescribeResponsibilityTransfer", new { Id = id }))!["ResponsibilityTransfer"]!["Status"]!
        );
        var stranger = await server.NewOrganizationAsync();
        await stranger.OrgRefused("ResponsibilityTransferNotFoundException", null, "DescribeResponsibilityTransfer", new { Id = id });
        foreach (var end in new[] { start + 86_400, 253_402_300_798, 253_402_300_740 })
            await customer.OrgRefused(
                "InvalidInputException",
                "END_DATE_NOT_END_OF_MONTH",
                "TerminateResponsibilityTransfer",
                new { Id = id, EndTimestamp = end }
            );
        // The last second that there is, is the last one of a month.
        await customer.Org("TerminateResponsibilityTransfer", new { Id = id, EndTimestamp = 253_402_300_799 });
        await partner.OrgRefused(
            "ResponsibilityTransferAlreadyInStatusException",
            null,
            "TerminateResponsibilityTransfer",
            new { Id = id }
        );
    }
}
