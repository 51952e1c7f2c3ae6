using Mantle.Core.Authentication;
using Mantle.Core.Authorization;
using Mantle.Core.Organizations;
using Mantle.Iam.OrganizationsFeatures;
using Mantle.Wire;
using Mantle.Wire.Sts;

namespace Mantle.Sts;

/// <summary>
/// A short session of a member account's root user, for one kind of task, without the root user's own credentials
/// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user-privileged-task.html"/>).
/// </summary>
[Operation(IssuesCredentials = true)]
sealed class AssumeRoot(SessionTokens tokens)
{
    const int LongestSeconds = 900;

    const string TaskPolicies = "arn:aws:iam::aws:policy/root-task/";

    static readonly string[] Tasks =
    [
        "IAMAuditRootUserCredentials",
        "IAMCreateRootUserPassword",
        "IAMDeleteRootUserCredentials",
        "S3UnlockBucketPolicy",
        "SQSUnlockQueuePolicy",
    ];

    public static async ValueTask<AccountId> PrepareAsync(AssumeRootRequest r, Call c, CancellationToken cancellation)
    {
        var accountId = TargetAccount(r.TargetPrincipal);
        await c.View.IncludeAsync(accountId);
        return accountId;
    }

    public static Access Requires(AssumeRootRequest r, Call c, AccountId accountId) =>
        c.Caller.IsRoot
            ? throw Refused(c, accountId)
            : new Access(Actions.AssumeRoot, RootArn(accountId)) { Keys = [("sts:TaskPolicyArn", r.TaskPolicyArn.Arn)] };

    public AssumeRootResponse Execute(AssumeRootRequest r, Call c, AccountId accountId)
    {
        if (
            r.TaskPolicyArn.Arn is not { } task
            || !task.StartsWith(TaskPolicies, StringComparison.Ordinal)
            || !Tasks.Contains(task[TaskPolicies.Length..])
        )
            throw CommonErrors.ValidationError($"{r.TaskPolicyArn.Arn} is not a task policy.");
        // Every reason to refuse gets the same answer, which tells nothing of other accounts.
        if (
            c.Organization is not { } organization
            || !(
                organization.ManagementAccountId == c.Account.Id
                || organization.Delegations.Find(c.Account.Id)?.IsFor(RootFeatures.Service) == true
            )
            || !organization.Settings!.RootFeatures.Contains(RootFeatures.Sessions)
            || accountId == organization.ManagementAccountId
            || organization.Members.Find(accountId)?.State != Member.Active
        )
            throw Refused(c, accountId);
        var issued = IssuedCredentials.For(
            c,
            tokens,
            accountId,
            SessionKind.AssumedRoot,
            accountId,
            TimeSpan.FromSeconds(r.DurationSeconds ?? LongestSeconds),
            session => session with { PolicyArns = [task], SourceIdentity = c.Caller.Session?.SourceIdentity }
        );
        return new() { Credentials = issued.Credentials, SourceIdentity = c.Caller.Session?.SourceIdentity };
    }

    /// <summary>The account id of a root user's ARN, or the text itself where it is an account id.</summary>
    static AccountId TargetAccount(string principal)
    {
        var isAccount =
            Arn.TryParse(principal, out var arn) && arn.Service.SequenceEqual("iam") && arn.Resource.SequenceEqual("root")
                ? arn.TryGetAccount(out var account)
                : AccountId.TryParse(principal, out account);
        return isAccount ? account : throw CommonErrors.ValidationError($"{principal} is invalid");
    }

    static ApiException Refused(Call c, AccountId accountId) =>
        CommonErrors.AccessDenied($"User: {c.Caller.Arn} is not authorized to perform: sts:AssumeRoot on resource: {RootArn(accountId)}");

    static string RootArn(AccountId accountId) => $"arn:aws:iam::{accountId}:root";
}
