using System.Collections.Immutable;

namespace Mantle.Core.Accounts;

/// <summary>An MFA device that is enabled for a user or the root user.</summary>
/// <param name="SerialNumber">The ARN of a virtual device or security key, or the serial number of a hardware token.</param>
public readonly record struct MfaDevice(string SerialNumber, DateTimeOffset EnableDate);

/// <summary>
/// A virtual MFA device, enabled or not. Its seed is stored sealed under <see cref="Id"/>. The user stores which device it uses, so
/// renaming a user does not change the device.
/// </summary>
[Entity(20)]
public sealed record VirtualMfaDevice : Entity
{
    public override string Key => Arn;

    public required string Arn { get; init; }

    /// <summary>Distinguishes this device from a later one with the same ARN. Used codes are recorded under this id.</summary>
    public required string Id { get; init; }

    /// <summary>How far the device's clock is ahead of the server's, in time steps of 30 seconds, as resynchronizing found it.</summary>
    public long Drift { get; init; }

    /// <summary>Time step of the last code that enabling or resynchronizing consumed.</summary>
    public long LastStep { get; init; }

    public ImmutableArray<Tag> Tags { get; init; } = [];
}
