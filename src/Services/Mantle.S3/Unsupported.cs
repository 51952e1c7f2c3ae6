using Mantle.Wire;
using Mantle.Wire.S3;

namespace Mantle.S3;

/// <summary>Requests for what S3 does and this server does not are refused, never quietly taken.</summary>
static class Unsupported
{
    public static ApiException Header(string name) => Errors.NotImplemented().With(("Header", name));

    /// <summary>Refuses each header that the request has.</summary>
    public static void Refuse(params ReadOnlySpan<(string Header, object? Value)> settings)
    {
        foreach (var (header, value) in settings)
            if (value is not null)
                throw Header(header);
    }

    /// <summary>
    /// ACLs are off, as they are for every new bucket of S3: a request may say so, and nothing else
    /// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html"/>).
    /// </summary>
    public static void RefuseAcl(string? acl, params ReadOnlySpan<string?> grants)
    {
        var granted = false;
        foreach (var grant in grants)
            granted |= grant is not null;
        if (granted || acl is not (null or "bucket-owner-full-control"))
            throw Errors.AccessControlListNotSupported();
    }

    public static void RefuseStorageClass(string? storageClass)
    {
        if (storageClass is not (null or "STANDARD"))
            throw Errors.InvalidStorageClass().With(("StorageClassRequested", storageClass));
    }
}
