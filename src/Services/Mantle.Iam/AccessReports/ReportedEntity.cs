using Mantle.Core.Accounts;

namespace Mantle.Iam.AccessReports;

/// <summary>A user or role that a report covers.</summary>
sealed record ReportedEntity(string Arn, string Name, string Type, string Id, string Path)
{
    public static ReportedEntity Of(ActingIdentity identity) =>
        new(identity.Arn, identity.Name, identity is Core.Accounts.User ? "USER" : "ROLE", identity.Id, identity.Path);
}
