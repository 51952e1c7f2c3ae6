using System.Text;
using Mantle.Core.Accounts;
using Mantle.Core.Audit;
using Mantle.Core.Authorization;
using Mantle.Core.Storage;
using Mantle.Iam.Entities;

namespace Mantle.Iam.Overview;

/// <summary>
/// The credentials of all users of an account, as CSV
/// (<see href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html"/>).
/// </summary>
sealed class CredentialReport(IReports reports, LastUsed lastUsed)
{
    public const string Kind = "credentials";

    /// <summary>How long a report is valid. After that time the caller must generate a new one.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(4);

    const string NotAvailable = "N/A",
        NotSupported = "not_supported",
        NoInformation = "no_information";

    const string Header =
        "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,"
        + "access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,"
        + "access_key_1_last_used_service,"
        + "access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,"
        + "access_key_2_last_used_service,"
        + "cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated";

    /// <summary>The newest report that is still valid; null when there is none.</summary>
    public async ValueTask<Report?> FindAsync(Call call) =>
        await reports.FindAsync(call.Account.Id, Kind, Kind) is { } report && report.Time + Lifetime > call.Time ? report : null;

    public async Task<byte[]> MakeAsync(Call call)
    {
        var csv = new StringBuilder(Header);
        var account = call.Account;
        var root = account.Root!;
        await RowAsync(
            csv,
            "<root_account>",
            account.RootArn,
            root.CreateDate,
            [NotSupported, NoInformation, NotSupported, NotSupported],
            root.MfaDevices.Length > 0,
            root.AccessKeys,
            []
        );
        foreach (var user in account.Users.All)
        {
            var credentials = user.Credentials ?? UserCredentials.None;
            await RowAsync(
                csv,
                user.Name,
                user.Arn,
                user.CreateDate,
                Password(user, credentials.LoginProfile, account.PasswordPolicy?.MaxAge),
                credentials.MfaDevices.Length > 0,
                user.AccessKeys,
                credentials.SigningCertificates
            );
        }
        return Encoding.UTF8.GetBytes(csv.ToString());
    }

    /// <summary>A password's columns: enabled, last used, last changed, next rotation.</summary>
    static string[] Password(Core.Accounts.User user, LoginProfile? profile, int? maxAge) =>
        profile is null
            ? ["false", NotAvailable, NotAvailable, NotAvailable]
            :
            [
                "true",
                user.PasswordLastUsed is { } used ? Date(used) : NoInformation,
                Date(profile.PasswordChanged),
                maxAge is { } days ? Date(profile.PasswordChanged.AddDays(days)) : NotAvailable,
            ];

    async Task RowAsync(
        StringBuilder csv,
        string user,
        string arn,
        DateTimeOffset created,
        string[] password,
        bool mfa,
        IReadOnlyList<AccessKey> keys,
        IReadOnlyList<SigningCertificate> certificates
    )
    {
        csv.Append('\n').AppendJoin(',', [user, arn, Date(created), .. password, Flag(mfa)]);
        for (var i = 0; i < 2; i++)
        {
            var key = keys.ElementAtOrDefault(i);
            var use = key is null ? null : await lastUsed.OfAsync(key.Id);
            csv.Append(',')
                .AppendJoin(
                    ',',
                    Flag(key?.Active == true),
                    key is null ? NotAvailable : Date(key.CreateDate),
                    use is null ? NotAvailable : Date(use.Time),
                    use?.Region ?? NotAvailable,
                    use?.Service ?? NotAvailable
                );
        }
        for (var i = 0; i < 2; i++)
        {
            var certificate = certificates.ElementAtOrDefault(i);
            csv.Append(',')
                .AppendJoin(',', Flag(certificate?.Active == true), certificate is null ? NotAvailable : Date(certificate.UploadDate));
        }
    }

    static string Flag(bool value) => value ? "true" : "false";

    static string Date(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", CultureInfo.InvariantCulture);
}
