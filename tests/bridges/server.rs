//! A Postgres server of the test's own, in a temporary folder, on a Unix socket there.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

const NO_POSTGRES: &str = "there is no PostgreSQL on this machine, and this test starts a server of its own: install one by \
    `apt-get install postgresql libpq-dev` or `brew install postgresql`, or put the folder of its `initdb` into PATH";

pub struct Server {
    folder: TempDir,
    programs: PathBuf,
    user: Option<&'static str>,
}

impl Server {
    /// Starts a server without durability, which finds a deadlock in ten milliseconds.
    pub fn start() -> Self {
        let server = Self {
            folder: tempfile::tempdir().unwrap(),
            programs: programs().expect(NO_POSTGRES),
            user: other_user(),
        };
        if let Some(user) = server.user {
            let [id, group] = ["-u", "-g"].map(|what| id_of(user, what));
            chown(server.socket(), id, group).unwrap();
        }
        let new = "-D data -U test -A trust -E UTF8 --locale=C --no-sync";
        server.run("initdb", new.split(' '));
        let socket = server.socket().display();
        let options =
            format!("-k {socket} -c listen_addresses= -c fsync=off -c deadlock_timeout=10ms");
        server.run(
            "pg_ctl",
            ["-D", "data", "-l", "log", "-o", &options, "-w", "start"],
        );
        server
    }

    /// The folder of the socket.
    pub fn socket(&self) -> &Path {
        self.folder.path()
    }

    fn run<'a>(&self, program: &str, args: impl IntoIterator<Item = &'a str>) {
        let output = self.command(program).args(args).output().unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{program}: {errors}");
    }

    /// A command of Postgres, which refuses to run as root.
    fn command(&self, program: &str) -> Command {
        let program = self.programs.join(program);
        let mut command = match self.user {
            Some(user) => {
                let mut command = Command::new("runuser");
                command.args(["-u", user, "--"]).arg(program);
                command
            }
            None => Command::new(program),
        };
        command.current_dir(self.socket()).stdin(Stdio::null());
        command
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may not have started.
        let mut stop = self.command("pg_ctl");
        let _ = stop
            .args(["-D", "data", "-m", "immediate", "stop"])
            .output();
    }
}

/// The folder of `initdb` and `pg_ctl`, which Debian keeps out of PATH.
fn programs() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    let debian = debian.filter_map(|version| Some(version.ok()?.path().join("bin")));
    let mut folders = std::env::split_paths(&path).chain(debian);
    folders.find(|folder| {
        ["initdb", "pg_ctl"]
            .iter()
            .all(|program| folder.join(program).is_file())
    })
}

/// The user to run the server as, where this is root.
fn other_user() -> Option<&'static str> {
    let is_root = fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0);
    let is_there = |user: &&str| id_of(user, "-u").is_some();
    is_root.then(|| {
        let user = ["postgres", "nobody"].into_iter().find(is_there);
        user.expect("a user other than root")
    })
}

fn id_of(user: &str, what: &str) -> Option<u32> {
    let output = Command::new("id").args([what, user]).output().unwrap();
    String::from_utf8(output.stdout)
        .unwrap()
        .trim()
        .parse()
        .ok()
}
