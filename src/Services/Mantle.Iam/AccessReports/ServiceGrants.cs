using System.IO.Enumeration;
using Mantle.Core.Accounts;
using Mantle.Core.Catalog;
using Mantle.Policy;

namespace Mantle.Iam.AccessReports;

/// <summary>
/// The services and actions that the Allow statements of policies name. Conditions, resources, Deny statements and other policy types are
/// ignored, as AWS's access reports ignore them
/// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html"/>).
/// </summary>
sealed class ServiceGrants
{
    readonly List<PolicyStatement> allows = [];

    public ServiceGrants(IEnumerable<string> documents)
    {
        foreach (var text in documents)
            allows.AddRange(PolicyDocument.Parse(text).Statements.Where(statement => statement.Effect == Effect.Allow));
    }

    /// <summary>The granted services of the catalog.</summary>
    public IEnumerable<CatalogService> Services => ServiceCatalog.Services.Where(service => Grants(service.Prefix));

    public bool Grants(string service) =>
        allows.Exists(statement =>
            !statement.Action.IsPresent
                ? !statement.NotAction.Any(pattern =>
                    pattern.Text == "*" || pattern.Text.Equals(service + ":*", StringComparison.OrdinalIgnoreCase)
                )
                : statement.Action.Any(pattern =>
                    pattern.Text == "*" || pattern.Text.StartsWith(service + ":", StringComparison.OrdinalIgnoreCase)
                )
        );

    public bool GrantsAction(string action) =>
        allows.Exists(statement =>
            !statement.Action.IsPresent
                ? !statement.NotAction.Any(pattern => Matches(pattern.Text, action))
                : statement.Action.Any(pattern => Matches(pattern.Text, action))
        );

    static bool Matches(string pattern, string action) => FileSystemName.MatchesSimpleExpression(pattern, action, ignoreCase: true);

    /// <summary>An identity's own inline and attached policies with their documents; those of a user's groups are left out.</summary>
    public static IEnumerable<HeldPolicy> HeldBy(Core.Accounts.Account account, Identity identity)
    {
        foreach (var policy in identity.InlinePolicies)
            yield return new(policy.Name, null, identity, policy.Document.Text);
        foreach (var arn in identity.AttachedPolicies)
            if (DocumentOf(account, arn) is { } document)
                yield return new(PolicyArn.NameOf(arn), arn, identity, document);
    }

    /// <summary>The policies that apply to an identity: its own, and those of a user's groups.</summary>
    public static IEnumerable<HeldPolicy> AppliedTo(Core.Accounts.Account account, Identity identity)
    {
        var groups = identity is Core.Accounts.User user ? user.Groups.Select(account.Groups.Find).OfType<Core.Accounts.Group>() : [];
        return HeldBy(account, identity).Concat(groups.SelectMany(group => HeldBy(account, group)));
    }

    public static string? DocumentOf(Core.Accounts.Account account, string policyArn) =>
        AwsManagedPolicies.IsAwsManaged(policyArn)
            ? AwsManagedPolicies.Find(policyArn)?.Document
            : account.FindPolicy(policyArn)?.Default.Document.Text;
}
