namespace Mantle.Iam.AccessReports;

/// <summary>A service that the policies allow, and its newest use by each entity that used it.</summary>
sealed record ReportedService(string Namespace, string Name, IReadOnlyList<ReportedUse> Uses, IReadOnlyList<ReportedAction>? Actions)
{
    [JsonIgnore]
    public ReportedUse? Newest => Uses.MaxBy(use => use.Time);
}
