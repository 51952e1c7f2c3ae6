namespace Mantle.Iam.AccessReports;

/// <summary>A service that is allowed, its newest use, and by how many accounts it was used.</summary>
sealed record OrganizationsReportService(
    string Namespace,
    string Name,
    DateTimeOffset? Last,
    string? Region,
    string? EntityPath,
    int Accounts
);
