namespace Mantle.Core.Federation;

/// <summary>How identity providers may be reached.</summary>
/// <param name="Authorities">PEM file of CA certificates to trust besides the machine's; null for none.</param>
/// <param name="AllowPrivate">Whether providers may be on this machine or in private networks.</param>
/// <param name="BuiltIn">Addresses to use instead of those of the built-in issuers; null for the real ones.</param>
public sealed record IssuerSettings(string? Authorities, bool AllowPrivate, IReadOnlyDictionary<string, BuiltInAddress>? BuiltIn);
