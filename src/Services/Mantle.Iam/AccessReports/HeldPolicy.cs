using Mantle.Core.Accounts;

namespace Mantle.Iam.AccessReports;

/// <summary>A policy in the hands of an identity; the ARN is null for an inline one.</summary>
sealed record HeldPolicy(string Name, string? Arn, Identity Holder, string Document);
