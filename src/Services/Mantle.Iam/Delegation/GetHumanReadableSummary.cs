using Mantle.Core.Authorization;
using Mantle.Policy;
using Mantle.Wire.Iam;

namespace Mantle.Iam.Delegation;

[Operation]
static class GetHumanReadableSummary
{
    /// <summary>Longest summary, in characters.</summary>
    const int Longest = 10_000;

    public static ValueTask<AccountId?> PrepareAsync(GetHumanReadableSummaryRequest r, Call c, CancellationToken cancellation) =>
        Delegations.RequestorAsync(c, IdOf(r.EntityArn));

    public static Access Requires(GetHumanReadableSummaryRequest r, Call c) =>
        Delegations.Access(c, Actions.GetHumanReadableSummary, IdOf(r.EntityArn));

    /// <summary>The summary in English; no other language is supported.</summary>
    public static GetHumanReadableSummaryResponse Execute(GetHumanReadableSummaryRequest r, Call c, AccountId? requestor)
    {
        if (r.Locale is { } locale && !locale.StartsWith("en", StringComparison.OrdinalIgnoreCase))
            return new GetHumanReadableSummaryResponse { Locale = locale, SummaryState = "NOT_SUPPORTED" };
        if (!Arn.TryParse(r.EntityArn, out var arn) || !arn.Service.SequenceEqual("iam") || !arn.Resource.StartsWith("delegation-request/"))
            throw Errors.InvalidInput($"ARN {r.EntityArn} is not valid.");
        var request = Delegations.Find(c, requestor, IdOf(r.EntityArn));
        var text = string.Join('\n', Sentences(request));
        return new GetHumanReadableSummaryResponse
        {
            Locale = r.Locale ?? "en",
            SummaryState = "AVAILABLE",
            SummaryContent = text.Length <= Longest ? text : text[..Longest],
        };
    }

    static IEnumerable<string> Sentences(Iam.Entities.DelegationRequest request)
    {
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{request.RequestorName} (account {request.RequestorId}) asks for access for "
                + $"{TimeSpan.FromSeconds(request.SessionDuration).TotalMinutes:0.#} minutes: {request.Description}"
        );
        foreach (var statement in PolicyDocument.Parse(request.PermissionPolicy.Text).Statements)
        {
            var verb = statement.Effect == Effect.Allow ? "It may" : "It may not";
            var actions = !statement.Action.IsPresent
                ? $"use every action but {List(statement.NotAction)}"
                : $"use {List(statement.Action)}";
            var resources = !statement.Resource.IsPresent ? $"everything but {List(statement.NotResource)}" : List(statement.Resource);
            var checks = statement.Conditions.Select(condition => $"{condition.Key.Text} is checked with {condition.OperatorText.Text}");
            var conditions = statement.Conditions.Length == 0 ? "" : $", where {string.Join(" and ", checks)}";
            yield return $"{verb} {actions} on {resources}{conditions}.";
        }
    }

    static string List(IEnumerable<PolicyValue> values) =>
        string.Join(", ", values.Select(value => value.Text == "*" ? "everything" : value.Text));

    static string IdOf(string arn) => arn[(arn.LastIndexOf('/') + 1)..];
}
