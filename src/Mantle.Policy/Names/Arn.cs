using System.Text.Json.Serialization;

namespace Mantle.Policy;

/// <summary>An Amazon Resource Name: <c>arn:partition:service:region:account-id:resource</c>.</summary>
/// <remarks>
/// Parts are slices of the text; only reading one as a string allocates. See
/// <see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html">
/// Identify AWS resources with Amazon Resource Names</see>.
/// </remarks>
[JsonConverter(typeof(ArnJsonConverter))]
public readonly struct Arn : IEquatable<Arn>
{
    readonly string? text;
    readonly int service,
        region,
        account,
        resource;

    Arn(string text, int service, int region, int account, int resource)
    {
        this.text = text;
        this.service = service;
        this.region = region;
        this.account = account;
        this.resource = resource;
    }

    /// <summary>The partition, for example <c>aws</c>.</summary>
    public ReadOnlySpan<char> Partition => text is null ? default : text.AsSpan(4, service - 5);

    /// <summary>The service, for example <c>iam</c>.</summary>
    public ReadOnlySpan<char> Service => text is null ? default : text.AsSpan(service, region - service - 1);

    /// <summary>The region; empty for global resources.</summary>
    public ReadOnlySpan<char> Region => text is null ? default : text.AsSpan(region, account - region - 1);

    /// <summary>The account id; empty if the ARN has none, as for buckets.</summary>
    public ReadOnlySpan<char> AccountId => text is null ? default : text.AsSpan(account, resource - account - 1);

    /// <summary>Everything after the fifth colon, for example <c>role/team/Deploy</c>.</summary>
    public ReadOnlySpan<char> Resource => text is null ? default : text.AsSpan(resource);

    /// <summary>Parses an ARN: <c>arn</c> and five more parts, the last of which may contain colons.</summary>
    public static bool TryParse(string? text, out Arn arn)
    {
        arn = default;
        if (text is null || !text.StartsWith("arn:", StringComparison.Ordinal))
            return false;
        var service = text.IndexOf(':', 4) + 1;
        var region = service == 0 ? 0 : text.IndexOf(':', service) + 1;
        var account = region == 0 ? 0 : text.IndexOf(':', region) + 1;
        var resource = account == 0 ? 0 : text.IndexOf(':', account) + 1;
        if (resource == 0)
            return false;
        arn = new Arn(text, service, region, account, resource);
        return true;
    }

    /// <summary>Parses an ARN.</summary>
    /// <exception cref="FormatException">The text is not an ARN.</exception>
    public static Arn Parse(string text) => TryParse(text, out var arn) ? arn : throw new FormatException($"'{text}' is not an ARN.");

    /// <summary>The text as a string, without copying.</summary>
    public static implicit operator string(Arn arn) => arn.ToString();

    /// <summary>The account, if the ARN contains a twelve-digit account id. Allocates a string.</summary>
    public bool TryGetAccount(out Mantle.Policy.AccountId account) => Mantle.Policy.AccountId.TryParse(AccountId.ToString(), out account);

    /// <inheritdoc/>
    public bool Equals(Arn other) => string.Equals(text, other.text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Arn other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => text is null ? 0 : text.GetHashCode(StringComparison.Ordinal);

    /// <summary>Whether both texts are equal. ARNs are case-sensitive.</summary>
    public static bool operator ==(Arn left, Arn right) => left.Equals(right);

    /// <summary>Whether the texts differ.</summary>
    public static bool operator !=(Arn left, Arn right) => !left.Equals(right);

    /// <summary>The ARN as text.</summary>
    public override string ToString() => text ?? "";
}
