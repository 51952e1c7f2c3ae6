namespace Mantle.Iam.AccessReports;

/// <summary>An allowed service, its newest use, and the number of accounts that used it.</summary>
sealed record OrganizationsReportService(
    string Namespace,
    string Name,
    DateTimeOffset? Last,
    string? Region,
    string? EntityPath,
    int Accounts
);
