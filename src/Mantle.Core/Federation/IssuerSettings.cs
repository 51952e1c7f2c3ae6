namespace Mantle.Core.Federation;

/// <summary>How identity providers are reached.</summary>
/// <param name="Authorities">PEM file of CA certificates besides those that the machine trusts; null for none.</param>
/// <param name="AllowPrivate">Whether providers may be on this machine or in private networks.</param>
/// <param name="BuiltIn">Where the built-in issuers are, if not where they really are; null where they are.</param>
public sealed record IssuerSettings(string? Authorities, bool AllowPrivate, IReadOnlyDictionary<string, BuiltInAddress>? BuiltIn);
