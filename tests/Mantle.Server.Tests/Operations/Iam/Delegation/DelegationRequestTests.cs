using Mantle.Server.Tests.Support;
using static Mantle.Server.Tests.Operations.Iam.Delegation.DelegationCalls;

namespace Mantle.Server.Tests.Operations.Iam.Delegation;

/// <summary>Delegation requests: their rules, how they are found, and how answers show them.</summary>
[Collection(ServerCollection.Name)]
public class DelegationRequestTests(TestServer server)
{
    [Fact]
    public async Task A_template_that_is_not_filled_is_refused()
    {
        var partner = await server.NewAccountAsync();
        var template = await partner.NewPolicyAsync("template", Template);
        await partner.Refused(
            "InvalidInput",
            $"The policy template {template} has a parameter without a value.",
            "CreateDelegationRequest",
            Parameters(partner, template)
        );
        await partner.Refused(
            "InvalidInput",
            $"The policy template {template} has no parameter other.",
            "CreateDelegationRequest",
            [
                .. Parameters(partner, template),
                ("Permissions.Parameters.member.1.Name", "other"),
                ("Permissions.Parameters.member.1.Values.member.1", "x"),
            ]
        );
        var missing = partner.Arn("policy/missing");
        await partner.Refused(
            "InvalidInput",
            $"The policy template {missing} does not exist.",
            "CreateDelegationRequest",
            Parameters(partner, missing)
        );
    }

    /// <summary>The call is authorized for the id in the request, so an id in another case finds nothing.</summary>
    [Fact]
    public async Task An_id_is_found_to_the_letter_only()
    {
        var (partner, owner, id) = await server.RequestedAsync();
        var other = id.Any(char.IsAsciiLetterLower) ? id.ToUpperInvariant() : id.ToLowerInvariant();
        await owner.Refused(
            "NoSuchEntity",
            $"Delegation request {other} cannot be found.",
            "AssociateDelegationRequest",
            ("DelegationRequestId", other)
        );
        await owner.Iam("AssociateDelegationRequest", ("DelegationRequestId", id));
        await owner.Refused(
            "NoSuchEntity",
            $"Delegation request {other} cannot be found.",
            "GetDelegationRequest",
            ("DelegationRequestId", other)
        );
        await owner.Refused(
            "NoSuchEntity",
            $"Delegation request {other} cannot be found.",
            "AcceptDelegationRequest",
            ("DelegationRequestId", other)
        );
        await partner.RefusedAsync("NoSuchEntity", null, "mantle", "GetDelegationToken", ("DelegationRequestId", other));
    }

    [Fact]
    public async Task A_summary_says_in_words_what_is_asked_for()
    {
        var (partner, owner, id) = await server.RequestedAsync();
        await owner.Iam("AssociateDelegationRequest", ("DelegationRequestId", id));
        var summary = await owner.Iam("GetHumanReadableSummary", ("EntityArn", owner.Arn($"delegation-request/{id}")));
        Assert.Equal(("AVAILABLE", "en"), (summary.Text("SummaryState"), summary.Text("Locale")));
        Assert.Contains(
            $"(account {partner.AccountId}) asks for access for 60 minutes: set up",
            summary.Text("SummaryContent"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            $"It may use iam:ListUsers, iam:CreateUser on arn:aws:iam::{owner.AccountId}:user/svc-*.",
            summary.Text("SummaryContent"),
            StringComparison.Ordinal
        );
        Assert.Equal(
            "NOT_SUPPORTED",
            (await owner.Iam("GetHumanReadableSummary", ("EntityArn", owner.Arn($"delegation-request/{id}")), ("Locale", "fr"))).Text(
                "SummaryState"
            )
        );
        await owner.Refused("InvalidInput", null, "GetHumanReadableSummary", ("EntityArn", owner.Arn("user/somebody")));
    }

    [Fact]
    public async Task Requests_are_listed_once_each_while_others_come_and_change()
    {
        const int Count = 250;
        var (partner, owner, first) = await server.RequestedAsync();
        await owner.Iam("AssociateDelegationRequest", ("DelegationRequestId", first));
        var there = new List<string> { first };
        for (var i = 1; i < Count; i++)
            there.Add(await TakenOnAsync());
        var seen = new List<string>();
        string? marker = null;
        do
        {
            var page = await owner.Iam(
                "ListDelegationRequests",
                [("MaxItems", "25"), .. marker is null ? [] : new[] { ("Marker", marker) }]
            );
            seen.AddRange(page.All("DelegationRequestId"));
            marker = page.Find("Marker")?.Value;
            await owner.Iam("UpdateDelegationRequest", ("DelegationRequestId", seen[^1]), ("Notes", "seen"));
            await TakenOnAsync();
        } while (marker is not null);
        Assert.Equal(there.Order(StringComparer.Ordinal), seen.Where(there.Contains).Order(StringComparer.Ordinal));
        Assert.Equal(seen.Count, seen.Distinct().Count());

        async Task<string> TakenOnAsync()
        {
            var id = await CreateAsync(partner, owner, partner.Arn("policy/template"));
            await owner.Iam("AssociateDelegationRequest", ("DelegationRequestId", id));
            return id;
        }
    }
}
