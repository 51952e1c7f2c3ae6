namespace Mantle.SigV4;

/// <summary>The intermediate results of a signature, to find the step where a mismatch begins.</summary>
/// <param name="CanonicalRequest">Step 1.</param>
/// <param name="StringToSign">Step 2.</param>
/// <param name="Signature">Step 3: 64 lower-case hexadecimal digits.</param>
public sealed record SigningResult(string CanonicalRequest, string StringToSign, string Signature);
