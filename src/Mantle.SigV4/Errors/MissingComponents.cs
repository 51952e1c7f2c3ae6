namespace Mantle.SigV4;

/// <summary>The missing components of an Authorization header or a presigned query.</summary>
[Flags]
enum MissingComponents
{
    None = 0,
    Credential = 1,
    Signature = 2,
    SignedHeaders = 4,
    Date = 8,
    Algorithm = 16,
    Expires = 32,
}
