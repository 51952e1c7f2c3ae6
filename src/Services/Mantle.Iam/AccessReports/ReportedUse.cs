namespace Mantle.Iam.AccessReports;

/// <summary>A use; <paramref name="Entity"/> is the user's or role's index in the report.</summary>
sealed record ReportedUse(int Entity, DateTimeOffset Time, string Region);
