using Mantle.Server.Accounts;

namespace Mantle.Server.Operations.Iam;

/// <summary>What IAM keeps of an account beside its identities.</summary>
static class IamSlices
{
    extension(Account account)
    {
        public Table<VirtualMfaDevice> VirtualMfaDevices => account.Slices.Table<VirtualMfaDevice>();

        public Table<ServerCertificate> ServerCertificates => account.Slices.Table<ServerCertificate>();

        public Table<RoleDeletion> RoleDeletions => account.Slices.Table<RoleDeletion>();

        /// <summary>Null where AWS's rules for passwords apply.</summary>
        public PasswordPolicy? PasswordPolicy => account.Slices.Single<PasswordPolicy>();
    }
}
