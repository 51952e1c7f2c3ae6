using Mantle.Core.Authorization;
using Mantle.S3.Store;
using Mantle.Wire.S3;

namespace Mantle.S3.Objects;

/// <summary>
/// Storage classes. In Mantle a class is an attribute only: all data is stored in one place, but archived data must be restored before it
/// is read (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-class-intro.html"/>).
/// </summary>
static class StorageClasses
{
    public const string Standard = "STANDARD";

    static readonly string[] Served =
    [
        Standard,
        "REDUCED_REDUNDANCY",
        "STANDARD_IA",
        "ONEZONE_IA",
        "INTELLIGENT_TIERING",
        "GLACIER",
        "DEEP_ARCHIVE",
        "GLACIER_IR",
    ];

    /// <summary>The class as it is stored: null for STANDARD.</summary>
    public static string? Checked(string? requested)
    {
        if (requested is null or Standard)
            return null;
        return Served.Contains(requested) ? requested : throw Errors.InvalidStorageClass().With(("StorageClassRequested", requested));
    }

    /// <summary>The target to which a website redirects requests for the object.</summary>
    public static string? CheckedRedirect(string? location) =>
        location is null
        || location.StartsWith('/')
        || location.StartsWith("http://", StringComparison.Ordinal)
        || location.StartsWith("https://", StringComparison.Ordinal)
            ? location
            : throw new Wire.ApiException(
                "InvalidRedirectLocation",
                400,
                Wire.Fault.Sender,
                "The website redirect location must have a prefix of 'http://' or 'https://' or '/'."
            );

    public static bool IsArchive(string? storageClass) => storageClass is "GLACIER" or "DEEP_ARCHIVE";

    /// <summary>Refuses to read archived data that was not restored.</summary>
    public static void CheckReadable(Call call, StoredObject stored)
    {
        if (IsArchive(stored.Attributes.StorageClass) && !(stored.Attributes.Restored > call.Time))
            throw Errors
                .InvalidObjectState("The operation is not valid for the object's storage class")
                .With(("StorageClass", stored.Attributes.StorageClass!));
    }

    /// <summary>The header <c>x-amz-restore</c>.</summary>
    public static string? Restore(StoredAttributes attributes) =>
        attributes.Restored is { } until
            ? $"ongoing-request=\"false\", expiry-date=\"{until.ToString("r", CultureInfo.InvariantCulture)}\""
            : null;
}
