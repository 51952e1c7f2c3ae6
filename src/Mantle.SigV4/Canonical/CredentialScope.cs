namespace Mantle.SigV4;

/// <summary>
/// The scope of a signing key: <c>date/region/service/aws4_request</c>.
/// </summary>
/// <param name="Date">The day in UTC, eight digits.</param>
/// <param name="Region">The region code, for example <c>us-east-1</c>.</param>
/// <param name="Service">The service's signing name, for example <c>sts</c>.</param>
public readonly record struct CredentialScope(string Date, string Region, string Service)
{
    /// <summary>The last part of every scope.</summary>
    public const string Terminator = "aws4_request";

    /// <summary>The scope of a request that is signed at a time.</summary>
    public static CredentialScope At(DateTimeOffset time, string region, string service) => new(AmzDate.FormatDay(time), region, service);

    /// <summary>The scope in the form of the string to sign.</summary>
    public override string ToString() => $"{Date}/{Region}/{Service}/{Terminator}";
}
