using System.Globalization;

namespace Mantle.Cli.Workloads;

/// <summary>The role that a command wants.</summary>
sealed record RoleRequest
{
    public required string RoleArn { get; init; }

    /// <summary>The service principal that assumes it for the command; null where the caller assumes it.</summary>
    public string? Service { get; init; }

    /// <summary>ARN of the workload that the command stands for.</summary>
    public string? SourceArn { get; init; }

    public string? SessionName { get; init; }

    /// <summary>Length of a session, in seconds.</summary>
    public int? Duration { get; init; }

    public string? ExternalId { get; init; }

    public string? SourceIdentity { get; init; }

    /// <summary>Session tags in order.</summary>
    public IReadOnlyList<(string Key, string Value)> Tags { get; init; } = [];

    /// <summary>The caller's MFA device, and a code of it.</summary>
    public (string SerialNumber, string Code)? Mfa { get; init; }

    public IEnumerable<(string Name, string? Value)> TagParameters() =>
        Tags.SelectMany(
            (tag, i) =>
                new (string, string?)[]
                {
                    (string.Create(CultureInfo.InvariantCulture, $"Tags.member.{i + 1}.Key"), tag.Key),
                    (string.Create(CultureInfo.InvariantCulture, $"Tags.member.{i + 1}.Value"), tag.Value),
                }
        );
}
