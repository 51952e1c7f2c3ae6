namespace Mantle.S3.Entities;

/// <summary>Whether a bucket keeps overwritten and deleted versions; the numbers are stored.</summary>
enum Versioning : byte
{
    /// <summary>Versioning was never enabled.</summary>
    Off = 0,

    /// <summary>Every object is a new version.</summary>
    Enabled = 1,

    /// <summary>Existing versions are kept, and new objects get the version id <c>null</c>.</summary>
    Suspended = 2,
}
