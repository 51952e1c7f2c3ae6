using Mantle.Core.Accounts;
using Mantle.Core.Audit;
using Mantle.Core.Authorization;
using Mantle.Core.Storage;
using Mantle.Wire.Iam;

namespace Mantle.Iam.AccessReports;

[Operation]
sealed class GenerateServiceLastAccessedDetails(IReports reports, LastUsed lastUsed)
{
    public static Access Requires(GenerateServiceLastAccessedDetailsRequest r, Call c) =>
        IsPolicy(r.Arn)
            ? AccessTo.Policy(c, Actions.GenerateServiceLastAccessedDetails, r.Arn) with
            {
                ShownResource = null,
            }
            : PolicyHolder.Access(c, Actions.GenerateServiceLastAccessedDetails, r.Arn);

    /// <summary>The report is made within this call, so the job is complete when the caller first asks for it.</summary>
    public async Task<GenerateServiceLastAccessedDetailsResponse> ExecuteAsync(
        GenerateServiceLastAccessedDetailsRequest r,
        Call c,
        CancellationToken cancellation
    )
    {
        var (documents, entities) = Subject(c.Account, r.Arn);
        var report = await AccessReport.MakeAsync(lastUsed, c, new ServiceGrants(documents), entities, r.Granularity == "ACTION_LEVEL");
        var jobId = Guid.NewGuid().ToString();
        await reports.PutAsync(new Report(c.Account.Id, AccessReport.Kind, jobId, c.Time, report.ToJson()), AccessReport.Kept);
        return new GenerateServiceLastAccessedDetailsResponse { JobId = jobId };
    }

    /// <summary>The policy documents that grant the access, and the users and roles that they apply to.</summary>
    static (IEnumerable<string> Documents, IReadOnlyList<ActingIdentity> Entities) Subject(Core.Accounts.Account account, string arn)
    {
        if (IsPolicy(arn))
        {
            var document = ServiceGrants.DocumentOf(account, arn) ?? throw Errors.NoSuchEntity($"Policy {arn} was not found.");
            var holders = account
                .Users.All.Where(user =>
                    user.AttachedPolicies.Contains(arn)
                    || user.Groups.Any(group => account.Groups.Find(group)!.AttachedPolicies.Contains(arn))
                )
                .Concat<ActingIdentity>(account.Roles.All.Where(role => role.AttachedPolicies.Contains(arn)));
            return ([document], [.. holders]);
        }
        var identity = PolicyHolder.Find(account, arn);
        IReadOnlyList<ActingIdentity> entities = identity switch
        {
            ActingIdentity acting => [acting],
            _ => [.. account.MembersOf(identity.Name).Select(name => account.Users.Find(name)!)],
        };
        return (ServiceGrants.AppliedTo(account, identity).Select(policy => policy.Document), entities);
    }

    static bool IsPolicy(string arn) =>
        Arn.TryParse(arn, out var parsed) && parsed.Service.SequenceEqual("iam") && parsed.Resource.StartsWith("policy/");
}
