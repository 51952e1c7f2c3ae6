using Mantle.Core.Accounts;

namespace Mantle.Iam.AccessReports;

/// <summary>A policy that an identity has; the ARN is null for an inline policy.</summary>
sealed record HeldPolicy(string Name, string? Arn, Identity Holder, string Document);
