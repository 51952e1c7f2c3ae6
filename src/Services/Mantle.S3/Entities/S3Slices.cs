using Mantle.Core.Accounts;
using Mantle.S3.Entities;

namespace Mantle.S3;

/// <summary>The entities of S3 in an account.</summary>
static class S3Slices
{
    extension(Account account)
    {
        public Table<Bucket> Buckets => account.Slices.Table<Bucket>();

        public Table<AccessPoint> AccessPoints => account.Slices.Table<AccessPoint>();

        /// <summary>Block Public Access of the account; null where it was never set.</summary>
        public PublicAccessBlock? PublicAccess => account.Slices.Only<AccountPublicAccess>()?.Blocked;
    }
}
