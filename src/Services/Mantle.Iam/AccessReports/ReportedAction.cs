namespace Mantle.Iam.AccessReports;

/// <summary>An action without its service prefix, and its newest use.</summary>
sealed record ReportedAction(string Name, ReportedUse? Last);
