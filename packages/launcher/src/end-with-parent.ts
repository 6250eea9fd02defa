// Preloaded into services where the kernel cannot end them with the launcher: an orphan gets another parent.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
}, 1000).unref();
