namespace Mantle.Core.Authorization;

/// <summary>The TLS of a call's connection, as CloudTrail's <c>tlsDetails</c> show it.</summary>
/// <param name="Version">Such as <c>TLSv1.3</c>.</param>
/// <param name="CipherSuite">The suite's IANA name, such as <c>TLS_AES_128_GCM_SHA256</c>.</param>
/// <param name="Host">The request's <c>Host</c> header; empty if there was none.</param>
public sealed record TlsDetails(string Version, string CipherSuite, string Host);
