namespace Mantle.Iam.AccessReports;

/// <summary>A use by the entity of that place in the report.</summary>
sealed record ReportedUse(int Entity, DateTimeOffset Time, string Region);
