namespace Mantle.S3.Entities;

/// <summary>Whether a bucket keeps what is overwritten and deleted; the numbers are stored.</summary>
enum Versioning : byte
{
    /// <summary>It never did.</summary>
    Off = 0,

    /// <summary>Every object is a new version.</summary>
    Enabled = 1,

    /// <summary>Versions stay, and no new ones come: what is put has the version <c>null</c>.</summary>
    Suspended = 2,
}
