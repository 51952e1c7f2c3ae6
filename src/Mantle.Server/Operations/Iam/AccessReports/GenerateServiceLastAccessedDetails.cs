using Mantle.Server.Accounts;
using Mantle.Server.Audit;
using Mantle.Server.Authorization;
using Mantle.Wire.Iam;

namespace Mantle.Server.Operations.Iam.AccessReports;

[Operation]
static class GenerateServiceLastAccessedDetails
{
    public static Access Requires(GenerateServiceLastAccessedDetailsRequest r, Call c) => IsPolicy(r.Arn)
        ? Target.Policy(c, "iam:GenerateServiceLastAccessedDetails", r.Arn) with { ShownResource = null }
        : PolicyHolder.Access(c, "iam:GenerateServiceLastAccessedDetails", r.Arn);

    /// <summary>The report is drawn up at once: the job is complete when it is first asked for.</summary>
    public static async ValueTask<GenerateServiceLastAccessedDetailsResponse> ExecuteAsync(
        GenerateServiceLastAccessedDetailsRequest r, Call c, CancellationToken cancellation)
    {
        var (documents, entities) = Subject(c.Account, r.Arn);
        var report = await AccessReport.MakeAsync(c, new ServiceGrants(documents), entities, r.Granularity == "ACTION_LEVEL");
        var jobId = Guid.NewGuid().ToString();
        await c.Server.Reports.PutAsync(new Report(c.Account.Id, AccessReport.Kind, jobId, c.Time, report.ToJson()), AccessReport.Kept);
        return new GenerateServiceLastAccessedDetailsResponse { JobId = jobId };
    }

    /// <summary>The documents that give access, and the users and roles they give it to.</summary>
    static (IEnumerable<string> Documents, IReadOnlyList<ActingIdentity> Entities) Subject(Accounts.Account account, string arn)
    {
        if (IsPolicy(arn))
        {
            var document = ServiceGrants.DocumentOf(account, arn) ?? throw Errors.NoSuchEntity($"Policy {arn} was not found.");
            var holders = account.Users.All.Where(user => user.AttachedPolicies.Contains(arn) || user.Groups.Any(group => account.Groups.Find(group)!.AttachedPolicies.Contains(arn)))
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

    static bool IsPolicy(string arn) => Policy.Arn.TryParse(arn, out var parsed) && parsed.Service.SequenceEqual("iam") && parsed.Resource.StartsWith("policy/");
}
