using System.Collections.Immutable;

namespace Mantle.Core.Accounts;

/// <summary>An MFA device in use by a user or the root user.</summary>
/// <param name="SerialNumber">The ARN of a virtual device or security key, or the serial number of a hardware token.</param>
public readonly record struct MfaDevice(string SerialNumber, DateTimeOffset EnableDate);

/// <summary>
/// A virtual MFA device of an account, whether or not it is in use. Its seed is kept apart, sealed, under <see cref="Id"/>.
/// Who uses it is in the user: a rename does not touch the device.
/// </summary>
[Entity(20)]
public sealed record VirtualMfaDevice : Entity
{
    public override string Key => Arn;

    public required string Arn { get; init; }

    /// <summary>Tells this device from a later one with the same ARN: a code that was used is remembered by it.</summary>
    public required string Id { get; init; }

    /// <summary>How many time steps of 30 seconds its clock runs ahead of the server's, as found by resynchronizing.</summary>
    public long Drift { get; init; }

    /// <summary>The time step of the last code that enabling or resynchronizing used up.</summary>
    public long LastStep { get; init; }

    public ImmutableArray<Tag> Tags { get; init; } = [];
}
